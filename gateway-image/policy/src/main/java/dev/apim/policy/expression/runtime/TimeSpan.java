package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Fault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration in ticks of 100 ns. */
public record TimeSpan(long ticks) implements Comparable<TimeSpan> {

  static final long SECOND = 10_000_000L;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  private static final Pattern TEXT =
      Pattern.compile(
          "(-)?(?:(\\d{1,8})\\.)?(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,7}))?)?");
  private static final Pattern DAYS = Pattern.compile("(-)?(\\d{1,8})");

  static TimeSpan of(double value, long unit) {
    double ticks = value * unit;
    if (Double.isNaN(ticks) || Math.abs(ticks) > Long.MAX_VALUE) {
      throw new Fault("OverflowException", "TimeSpan overflowed because the duration is too long.");
    }
    return new TimeSpan(Math.round(ticks));
  }

  static TimeSpan of(long days, long hours, long minutes, long seconds, long milliseconds) {
    return new TimeSpan(
        days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND + milliseconds * 10_000);
  }

  static TimeSpan parse(String text) {
    Matcher days = DAYS.matcher(text.strip());
    if (days.matches()) {
      long ticks = Long.parseLong(days.group(2)) * DAY;
      return new TimeSpan(days.group(1) == null ? ticks : -ticks);
    }
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw new Fault("FormatException", "String was not recognized as a valid TimeSpan.");
    }
    String fraction = parts.group(6) == null ? "" : parts.group(6);
    long ticks =
        number(parts.group(2)) * DAY
            + number(parts.group(3)) * HOUR
            + number(parts.group(4)) * MINUTE
            + number(parts.group(5)) * SECOND
            + number((fraction + "0000000").substring(0, 7));
    return new TimeSpan(parts.group(1) == null ? ticks : -ticks);
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  double total(long unit) {
    return (double) ticks / unit;
  }

  int part(long unit, long of) {
    return (int) (ticks / unit % (of / unit));
  }

  @Override
  public int compareTo(TimeSpan other) {
    return Long.compare(ticks, other.ticks);
  }

  String toString(String format) {
    if (format.equals("c") || format.equals("t") || format.equals("T") || format.equals("G")) {
      return toString();
    }
    if (format.equals("g")) {
      return toString().replaceFirst("^(-?)0(\\d:)", "$1$2");
    }
    return DateFormats.span(this, format);
  }

  @Override
  public String toString() {
    long size = Math.abs(ticks);
    long fraction = size % SECOND;
    String days = size / DAY > 0 ? size / DAY + "." : "";
    return (ticks < 0 ? "-" : "")
        + days
        + two(size / HOUR % 24)
        + ":"
        + two(size / MINUTE % 60)
        + ":"
        + two(size / SECOND % 60)
        + (fraction > 0 ? "." + String.valueOf(SECOND + fraction).substring(1) : "");
  }

  static String two(long number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }
}
