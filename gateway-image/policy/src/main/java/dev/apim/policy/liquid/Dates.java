package dev.apim.policy.liquid;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates in texts. Without an offset they are of UTC. */
public final class Dates {

  private static final Pattern OF_TICKS = Pattern.compile("/Date\\((-?\\d{1,16})\\)/");

  /** What a date and time in JSON looks like. */
  private static final Pattern ISO =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)?");

  private static final DateTimeFormatter USUAL =
      DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss", Locale.ROOT);

  /** The letters of C's strftime. */
  private static final Map<Character, String> STRFTIME =
      Map.ofEntries(
          Map.entry('Y', "yyyy"),
          Map.entry('y', "yy"),
          Map.entry('m', "MM"),
          Map.entry('d', "dd"),
          Map.entry('e', "d"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('M', "mm"),
          Map.entry('S', "ss"),
          Map.entry('L', "SSS"),
          Map.entry('p', "a"),
          Map.entry('b', "MMM"),
          Map.entry('B', "MMMM"),
          Map.entry('a', "EEE"),
          Map.entry('A', "EEEE"),
          Map.entry('j', "DDD"),
          Map.entry('z', "xx"));

  private Dates() {}

  /** A text that is a date and time as .NET writes one out; any other as it is. */
  public static String usual(String text) {
    boolean date = ISO.matcher(text).matches() || OF_TICKS.matcher(text).matches();
    OffsetDateTime time = date ? read(text) : null;
    return time == null ? text : USUAL.format(time);
  }

  /** A date in a form, of .NET or with percent signs; what is no date as it is. */
  static Object format(Object value, String form) {
    String text = Values.text(value);
    OffsetDateTime time = read(text);
    if (time == null || form.isEmpty()) {
      return text;
    }
    try {
      String pattern = form.indexOf('%') >= 0 ? strftime(form) : net(form);
      return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    } catch (IllegalArgumentException | DateTimeException e) {
      return text;
    }
  }

  private static OffsetDateTime read(String text) {
    try {
      Matcher ticks = OF_TICKS.matcher(text);
      if (text.equals("now") || text.equals("today")) {
        return OffsetDateTime.now(ZoneOffset.UTC);
      } else if (ticks.matches()) {
        return Instant.ofEpochMilli(Long.parseLong(ticks.group(1))).atOffset(ZoneOffset.UTC);
      } else if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
        return LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC);
      } else if (text.matches("\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d:\\d\\d")) {
        return LocalDateTime.parse(text, USUAL).atOffset(ZoneOffset.UTC);
      } else if (!ISO.matcher(text).matches()) {
        return null;
      }
      return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
          ? OffsetDateTime.parse(text)
          : LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String strftime(String form) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < form.length(); i++) {
      char c = form.charAt(i);
      String letters = c == '%' && i + 1 < form.length() ? STRFTIME.get(form.charAt(i + 1)) : null;
      if (letters != null) {
        pattern.append(letters);
        i++;
      } else {
        pattern.append(
            c == '\''
                ? "''"
                : Character.isLetter(c) || "%[]{}#".indexOf(c) >= 0 ? "'" + c + "'" : c);
      }
    }
    return pattern.toString();
  }

  private static String net(String form) {
    return form.replace("tt", "a")
        .replace("dddd", "EEEE")
        .replace("ddd", "EEE")
        .replaceAll("[fF]", "S")
        .replaceAll("zzz|K", "xxx")
        .replace("T", "'T'")
        .replace("''T''", "'T'");
  }
}
