package dev.apim.policy.expression.runtime;

/** A date with time and its distance to UTC in ticks; equal where the instants are. */
public record DateTimeOffset(DateTime local, long offset) implements Comparable<DateTimeOffset> {

  static DateTimeOffset of(DateTime time) {
    return new DateTimeOffset(time.as(DateTime.Kind.UNSPECIFIED), 0);
  }

  DateTime utc() {
    return new DateTime(local.ticks() - offset, DateTime.Kind.UTC);
  }

  DateTimeOffset plus(long ticks) {
    return new DateTimeOffset(local.plus(ticks), offset);
  }

  DateTimeOffset to(long other) {
    return new DateTimeOffset(
        new DateTime(utc().ticks() + other, DateTime.Kind.UNSPECIFIED), other);
  }

  @Override
  public int compareTo(DateTimeOffset other) {
    return utc().compareTo(other.utc());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DateTimeOffset date && date.utc().equals(utc());
  }

  @Override
  public int hashCode() {
    return utc().hashCode();
  }

  @Override
  public String toString() {
    return DateFormats.format(local, "MM/dd/yyyy HH:mm:ss zzz", this);
  }
}
