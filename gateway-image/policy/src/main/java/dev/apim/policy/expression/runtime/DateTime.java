package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Fault;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** A date with time, in ticks since year 1. Gateways run in UTC, so local time is UTC too. */
public record DateTime(long ticks, Kind kind) implements Comparable<DateTime> {

  /** What the time refers to. */
  public enum Kind {
    UNSPECIFIED,
    UTC,
    LOCAL
  }

  static final long UNIX_EPOCH = 621_355_968_000_000_000L;
  static final long LAST = 3_155_378_975_999_999_999L;

  public DateTime {
    if (ticks < 0 || ticks > LAST) {
      throw new Fault(
          "ArgumentOutOfRangeException",
          "The added or subtracted value results in an un-representable DateTime.");
    }
  }

  public static DateTime of(Instant instant, Kind kind) {
    return new DateTime(
        UNIX_EPOCH + instant.getEpochSecond() * TimeSpan.SECOND + instant.getNano() / 100, kind);
  }

  static DateTime of(LocalDateTime time, Kind kind) {
    return of(time.toInstant(ZoneOffset.UTC), kind);
  }

  static DateTime of(int... parts) {
    try {
      return of(
          LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
              .plusNanos(parts[6] * 1_000_000L),
          Kind.UNSPECIFIED);
    } catch (DateTimeException e) {
      throw new Fault(
          "ArgumentOutOfRangeException",
          "Year, Month, and Day parameters describe an un-representable DateTime.");
    }
  }

  LocalDateTime local() {
    long unix = ticks - UNIX_EPOCH;
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(unix, TimeSpan.SECOND),
        (int) Math.floorMod(unix, TimeSpan.SECOND) * 100,
        ZoneOffset.UTC);
  }

  DateTime plus(long added) {
    return new DateTime(ticks + added, kind);
  }

  DateTime plus(double value, long unit) {
    return plus(TimeSpan.of(value, unit).ticks());
  }

  DateTime plusMonths(long months) {
    return of(local().plusMonths(months), kind);
  }

  DateTime as(Kind other) {
    return new DateTime(ticks, other);
  }

  long unixSeconds() {
    return Math.floorDiv(ticks - UNIX_EPOCH, TimeSpan.SECOND);
  }

  @Override
  public int compareTo(DateTime other) {
    return Long.compare(ticks, other.ticks);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DateTime date && date.ticks == ticks;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(ticks);
  }

  @Override
  public String toString() {
    return DateFormats.format(this, "G", null);
  }
}
