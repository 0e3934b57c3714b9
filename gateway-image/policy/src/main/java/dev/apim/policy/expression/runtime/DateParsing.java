package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Fault;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates from text: ISO 8601, the invariant culture's forms, RFC 1123 and exact formats. */
public final class DateParsing {

  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?)?\\s*"
              + "(Z|[+-]\\d{2}:?\\d{2})?");
  private static final Pattern SLASHES =
      Pattern.compile(
          "(\\d{1,2})/(\\d{1,2})/(\\d{4})(?: (\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?: (AM|PM))?)?"
              + "(?: ([+-]\\d{2}:\\d{2}))?");

  private DateParsing() {}

  /** A moment as a policy writes it. */
  public static Instant instant(String text) {
    long ticks = parse(text).utc().ticks() - DateTime.UNIX_EPOCH;
    return Instant.ofEpochSecond(
        Math.floorDiv(ticks, TimeSpan.SECOND), Math.floorMod(ticks, TimeSpan.SECOND) * 100);
  }

  static DateTimeOffset parse(String text) {
    Matcher iso = ISO.matcher(text.strip());
    if (iso.matches()) {
      return make(iso, 1, 2, 3, iso.group(8));
    }
    Matcher slashes = SLASHES.matcher(text.strip());
    if (slashes.matches()) {
      DateTimeOffset date = make(slashes, 3, 1, 2, slashes.group(8));
      boolean afternoon = "PM".equals(slashes.group(7)) && number(slashes.group(4)) < 12;
      return afternoon ? date.plus(12 * TimeSpan.HOUR) : date;
    }
    try {
      LocalDateTime time = LocalDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
      return new DateTimeOffset(DateTime.of(time, DateTime.Kind.UTC), 0);
    } catch (DateTimeException e) {
      throw bad();
    }
  }

  static Fault bad() {
    return new Fault("FormatException", "String was not recognized as a valid DateTime.");
  }

  private static DateTimeOffset make(Matcher parts, int year, int month, int day, String zone) {
    try {
      LocalDateTime time =
          LocalDateTime.of(
              number(parts.group(year)),
              number(parts.group(month)),
              number(parts.group(day)),
              number(parts.group(4)),
              number(parts.group(5)),
              number(parts.group(6)));
      String fraction = parts.pattern() == ISO && parts.group(7) != null ? parts.group(7) : "";
      long ticks = Long.parseLong((fraction + "0000000").substring(0, 7));
      DateTime.Kind kind = zone == null ? DateTime.Kind.UNSPECIFIED : DateTime.Kind.UTC;
      return new DateTimeOffset(DateTime.of(time, kind).plus(ticks), offset(zone));
    } catch (DateTimeException e) {
      throw bad();
    }
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static long offset(String zone) {
    if (zone == null || zone.equals("Z")) {
      return 0;
    }
    int hours = Integer.parseInt(zone.substring(1, 3));
    int minutes = Integer.parseInt(zone.substring(zone.length() - 2));
    long ticks = hours * TimeSpan.HOUR + minutes * TimeSpan.MINUTE;
    return zone.startsWith("-") ? -ticks : ticks;
  }

  /** A date as {@code DateTime}: with an offset it becomes local time, which is UTC. */
  static DateTime date(String text) {
    DateTimeOffset parsed = parse(text);
    boolean bare = parsed.local().kind() == DateTime.Kind.UNSPECIFIED;
    return bare ? parsed.local() : parsed.utc().as(DateTime.Kind.LOCAL);
  }

  /** A date in one of the given formats exactly. */
  static DateTime exact(String text, List<String> formats) {
    for (String format : formats) {
      if (format.length() == 1) {
        return date(text);
      }
      try {
        LocalDateTime time = LocalDateTime.from(formatter(format).parse(text));
        return DateTime.of(time, DateTime.Kind.UNSPECIFIED);
      } catch (IllegalArgumentException | DateTimeException e) {
        continue;
      }
    }
    throw bad();
  }

  private static DateTimeFormatter formatter(String format) {
    String pattern =
        format
            .replace("dddd", "EEEE")
            .replace("ddd", "EEE")
            .replace("tt", "a")
            .replace('f', 'S')
            .replace('F', 'S')
            .replace("zzz", "xxx")
            .replace("K", "[XXX]")
            .replace("yyyy", "uuuu")
            .replace("T", "'T'")
            .replace("''T''", "'T'")
            .replace("Z", "'Z'")
            .replace("''Z''", "'Z'");
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
        .toFormatter(Locale.ENGLISH);
  }
}
