package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Fault;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** Date and time format strings, standard and custom, of the invariant culture. */
final class DateFormats {

  private final LocalDateTime time;
  private final DateTime.Kind kind;
  private final long offset;
  private final boolean hasOffset;
  private final StringBuilder text = new StringBuilder();

  private DateFormats(DateTime date, DateTimeOffset withOffset) {
    this.time = date.local();
    this.kind = date.kind();
    this.hasOffset = withOffset != null;
    this.offset = hasOffset ? withOffset.offset() : 0;
  }

  /** {@code withOffset} is null for a date that has no offset. */
  static String format(DateTime date, String format, DateTimeOffset withOffset) {
    boolean universal = format.equals("u") || format.equals("r") || format.equals("R");
    DateTime shown = universal && withOffset != null ? withOffset.utc() : date;
    String pattern = format.length() == 1 ? standard(format.charAt(0)) : format;
    DateFormats formats = new DateFormats(shown, withOffset);
    formats.custom(pattern);
    return formats.text.toString();
  }

  /** A duration under a custom format. */
  static String span(TimeSpan span, String format) {
    long size = Math.abs(span.ticks());
    DateFormats formats =
        new DateFormats(new DateTime(size % TimeSpan.DAY, DateTime.Kind.UTC), null);
    StringBuilder pattern = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at);
      int run = run(format, at);
      if (c == 'd') {
        pattern.append('\'').append("0".repeat(Math.max(0, run - 1)));
        pattern.append(size / TimeSpan.DAY).append('\'');
      } else if (c == 'h') {
        pattern.append("H".repeat(run));
      } else {
        pattern.append(format, at, at + run);
      }
      at += run;
    }
    formats.custom(pattern.toString());
    return formats.text.toString();
  }

  private static String standard(char format) {
    return switch (format) {
      case 'o', 'O' -> "yyyy-MM-dd'T'HH:mm:ss.fffffffK";
      case 's' -> "yyyy-MM-dd'T'HH:mm:ss";
      case 'u' -> "yyyy-MM-dd HH:mm:ss'Z'";
      case 'r', 'R' -> "ddd, dd MMM yyyy HH:mm:ss 'GMT'";
      case 'd' -> "MM/dd/yyyy";
      case 'D' -> "dddd, dd MMMM yyyy";
      case 't' -> "HH:mm";
      case 'T' -> "HH:mm:ss";
      case 'f' -> "dddd, dd MMMM yyyy HH:mm";
      case 'F', 'U' -> "dddd, dd MMMM yyyy HH:mm:ss";
      case 'g' -> "MM/dd/yyyy HH:mm";
      case 'G' -> "MM/dd/yyyy HH:mm:ss";
      case 'm', 'M' -> "MMMM dd";
      case 'y', 'Y' -> "yyyy MMMM";
      default -> throw new Fault("FormatException", "Input string was not in a correct format.");
    };
  }

  private static int run(String format, int at) {
    int end = at;
    while (end < format.length() && format.charAt(end) == format.charAt(at)) {
      end++;
    }
    return end - at;
  }

  private void custom(String format) {
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at);
      if (c == '\'' || c == '"') {
        int close = format.indexOf(c, at + 1);
        int end = close < 0 ? format.length() : close;
        text.append(format, at + 1, end);
        at = end + 1;
      } else if (c == '\\' && at + 1 < format.length()) {
        text.append(format.charAt(at + 1));
        at += 2;
      } else if (c == '%') {
        at++;
      } else {
        int run = run(format, at);
        field(c, run);
        at += run;
      }
    }
  }

  private void field(char c, int run) {
    switch (c) {
      case 'y' -> year(run);
      case 'M' -> month(run);
      case 'd' -> day(run);
      case 'H' -> number(time.getHour(), run);
      case 'h' -> number((time.getHour() + 11) % 12 + 1, run);
      case 'm' -> number(time.getMinute(), run);
      case 's' -> number(time.getSecond(), run);
      case 'f', 'F' -> fraction(c, run);
      case 't' -> text.append(time.getHour() < 12 ? "AM" : "PM", 0, Math.min(run, 2));
      case 'z' -> offset(run);
      case 'K' -> kind();
      default -> text.append(String.valueOf(c).repeat(run));
    }
  }

  private void number(int value, int run) {
    text.append(run == 1 ? String.valueOf(value) : TimeSpan.two(value));
  }

  private void year(int run) {
    if (run <= 2) {
      number(time.getYear() % 100, run);
    } else {
      String year = String.valueOf(time.getYear());
      text.append("0".repeat(Math.max(0, run - year.length()))).append(year);
    }
  }

  private void month(int run) {
    if (run <= 2) {
      number(time.getMonthValue(), run);
    } else {
      TextStyle style = run == 3 ? TextStyle.SHORT : TextStyle.FULL;
      text.append(time.getMonth().getDisplayName(style, Locale.ENGLISH));
    }
  }

  private void day(int run) {
    if (run <= 2) {
      number(time.getDayOfMonth(), run);
    } else {
      TextStyle style = run == 3 ? TextStyle.SHORT : TextStyle.FULL;
      text.append(time.getDayOfWeek().getDisplayName(style, Locale.ENGLISH));
    }
  }

  private void fraction(char c, int run) {
    String digits = String.valueOf(10_000_000L + time.getNano() / 100).substring(1);
    String shown = digits.substring(0, Math.min(run, 7));
    if (c == 'F') {
      shown = shown.replaceFirst("0+$", "");
      if (shown.isEmpty() && text.length() > 0 && text.charAt(text.length() - 1) == '.') {
        text.setLength(text.length() - 1);
      }
    }
    text.append(shown);
  }

  private void offset(int run) {
    long minutes = Math.abs(offset) / TimeSpan.MINUTE;
    text.append(offset < 0 ? '-' : '+');
    text.append(run == 1 ? String.valueOf(minutes / 60) : TimeSpan.two(minutes / 60));
    if (run > 2) {
      text.append(':').append(TimeSpan.two(minutes % 60));
    }
  }

  private void kind() {
    if (hasOffset || kind == DateTime.Kind.LOCAL) {
      offset(3);
    } else if (kind == DateTime.Kind.UTC) {
      text.append('Z');
    }
  }
}
