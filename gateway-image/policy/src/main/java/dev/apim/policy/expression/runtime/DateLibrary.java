package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.number;
import static dev.apim.policy.expression.runtime.Values.real;
import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.type.EnumValue;
import dev.apim.policy.expression.type.Library;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** DateTime, DateTimeOffset and TimeSpan. The clock's zone is UTC. */
final class DateLibrary {

  static final Map<String, Long> UNITS =
      Map.of(
          "Days", TimeSpan.DAY,
          "Hours", TimeSpan.HOUR,
          "Minutes", TimeSpan.MINUTE,
          "Seconds", TimeSpan.SECOND,
          "Milliseconds", 10_000L);

  private DateLibrary() {}

  static DateTime d(Object value) {
    return (DateTime) value;
  }

  static DateTimeOffset o(Object value) {
    return (DateTimeOffset) value;
  }

  static TimeSpan s(Object value) {
    return (TimeSpan) value;
  }

  static DateTime now(DateTime.Kind kind) {
    return DateTime.of(Instant.now(), kind);
  }

  static void declare(Library.Builder library) {
    words(library);
    library
        .type("struct DateTime", DateTime.class)
        .type("struct DateTimeOffset", DateTimeOffset.class)
        .type("struct TimeSpan", TimeSpan.class);
    dates(library);
    dateParts(library);
    parsing(library);
    SpanLibrary.declare(library);
    OffsetLibrary.declare(library);
    TimeZoneLibrary.declare(library);
  }

  private static void words(Library.Builder library) {
    library
        .enumeration("DateTimeKind", "Unspecified", "Utc", "Local")
        .enumeration(
            "DayOfWeek",
            "Sunday",
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday")
        .enumeration(
            "DateTimeStyles",
            "None",
            "AllowLeadingWhite",
            "AllowTrailingWhite",
            "AllowInnerWhite",
            "AllowWhiteSpaces",
            "NoCurrentDateDefault",
            "AdjustToUniversal",
            "AssumeLocal",
            "AssumeUniversal",
            "RoundtripKind");
  }

  private static void dates(Library.Builder library) {
    library
        .add("new DateTime()", () -> new DateTime(0, DateTime.Kind.UNSPECIFIED))
        .add("new DateTime(long)", t -> new DateTime((Long) t, DateTime.Kind.UNSPECIFIED))
        .add(
            "new DateTime(int, int, int)",
            (y, m, a) -> DateTime.of(number(y), number(m), number(a), 0, 0, 0, 0))
        .with("new DateTime(int, int, int, int, int, int)", (e, a) -> date(a, 6))
        .with("new DateTime(int, int, int, int, int, int, int)", (e, a) -> date(a, 7))
        .with(
            "new DateTime(int, int, int, int, int, int, DateTimeKind)",
            (e, a) -> date(a, 6).as(DateTime.Kind.values()[Values.ordinal(a[6])]));
    dateConstants(library);
    dateSums(library);
    for (String type : List.of("DateTime", "DateTimeOffset", "TimeSpan")) {
      library
          .add("string " + type + ".ToString()", v -> Formats.text(v))
          .add("string " + type + ".ToString(string)", (a, f) -> Formats.text(a, text(f)))
          .add(
              "string " + type + ".ToString(string, IFormatProvider)",
              (a, f, p) -> Formats.text(a, text(f)))
          .add("string " + type + ".ToString(IFormatProvider)", (a, p) -> Formats.text(a));
    }
    UNITS.forEach(
        (name, unit) ->
            library.add(
                "DateTime DateTime.Add" + name + "(double)", (a, n) -> d(a).plus(real(n), unit)));
  }

  private static void dateConstants(Library.Builder library) {
    library
        .add("static DateTime DateTime.Now", () -> now(DateTime.Kind.LOCAL))
        .add("static DateTime DateTime.UtcNow", () -> now(DateTime.Kind.UTC))
        .add("static DateTime DateTime.Today", () -> day(now(DateTime.Kind.LOCAL)))
        .add("static DateTime DateTime.MinValue", () -> new DateTime(0, DateTime.Kind.UNSPECIFIED))
        .add(
            "static DateTime DateTime.MaxValue",
            () -> new DateTime(DateTime.LAST, DateTime.Kind.UNSPECIFIED))
        .add(
            "static DateTime DateTime.UnixEpoch",
            () -> new DateTime(DateTime.UNIX_EPOCH, DateTime.Kind.UTC))
        .add(
            "static DateTime DateTime.SpecifyKind(DateTime, DateTimeKind)",
            (a, k) -> d(a).as(DateTime.Kind.values()[Values.ordinal(k)]))
        .add(
            "static int DateTime.DaysInMonth(int, int)",
            (y, m) -> java.time.YearMonth.of(number(y), number(m)).lengthOfMonth());
  }

  private static void dateSums(Library.Builder library) {
    library
        .add("static int DateTime.Compare(DateTime, DateTime)", (a, b) -> d(a).compareTo(d(b)))
        .add("DateTime DateTime.AddMonths(int)", (a, n) -> d(a).plusMonths(number(n)))
        .add("DateTime DateTime.AddYears(int)", (a, n) -> d(a).plusMonths(12L * number(n)))
        .add("DateTime DateTime.AddTicks(long)", (a, n) -> d(a).plus((Long) n))
        .add("DateTime DateTime.Add(TimeSpan)", (a, n) -> d(a).plus(s(n).ticks()))
        .add(
            "TimeSpan DateTime.Subtract(DateTime)",
            (a, b) -> new TimeSpan(d(a).ticks() - d(b).ticks()))
        .add("DateTime DateTime.Subtract(TimeSpan)", (a, b) -> d(a).plus(-s(b).ticks()))
        .add("DateTime DateTime.ToUniversalTime()", a -> d(a).as(DateTime.Kind.UTC))
        .add("DateTime DateTime.ToLocalTime()", a -> d(a).as(DateTime.Kind.LOCAL))
        .add("int DateTime.CompareTo(DateTime)", (a, b) -> d(a).compareTo(d(b)))
        .add("bool DateTime.Equals(DateTime)", Object::equals);
  }

  static DateTime date(Object[] parts, int count) {
    int[] numbers = new int[7];
    for (int i = 0; i < count; i++) {
      numbers[i] = number(parts[i]);
    }
    return DateTime.of(numbers);
  }

  private static DateTime day(DateTime date) {
    return new DateTime(date.ticks() - date.ticks() % TimeSpan.DAY, date.kind());
  }

  private static EnumValue dayOfWeek(DateTime date) {
    int day = date.local().getDayOfWeek().getValue() % 7;
    List<String> names =
        List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    return new EnumValue("DayOfWeek", names.get(day), day);
  }

  private static void dateParts(Library.Builder library) {
    library
        .add("int DateTime.Year", a -> d(a).local().getYear())
        .add("int DateTime.Month", a -> d(a).local().getMonthValue())
        .add("int DateTime.Day", a -> d(a).local().getDayOfMonth())
        .add("int DateTime.Hour", a -> d(a).local().getHour())
        .add("int DateTime.Minute", a -> d(a).local().getMinute())
        .add("int DateTime.Second", a -> d(a).local().getSecond())
        .add("int DateTime.Millisecond", a -> d(a).local().getNano() / 1_000_000)
        .add("int DateTime.DayOfYear", a -> d(a).local().getDayOfYear())
        .add("DayOfWeek DateTime.DayOfWeek", a -> dayOfWeek(d(a)))
        .add("long DateTime.Ticks", a -> d(a).ticks())
        .add("DateTime DateTime.Date", a -> day(d(a)))
        .add("TimeSpan DateTime.TimeOfDay", a -> new TimeSpan(d(a).ticks() % TimeSpan.DAY))
        .add(
            "DateTimeKind DateTime.Kind",
            a ->
                new EnumValue(
                    "DateTimeKind",
                    List.of("Unspecified", "Utc", "Local").get(d(a).kind().ordinal()),
                    d(a).kind().ordinal()))
        .add("string DateTime.ToShortDateString()", a -> Formats.text(a, "d"))
        .add("string DateTime.ToLongDateString()", a -> Formats.text(a, "D"))
        .add("string DateTime.ToShortTimeString()", a -> Formats.text(a, "t"))
        .add("string DateTime.ToLongTimeString()", a -> Formats.text(a, "T"));
  }

  private static void parsing(Library.Builder library) {
    library
        .add(
            "static DateTime DateTime.Parse(string)",
            t -> DateParsing.date(Values.required(t, "s")))
        .add(
            "static DateTime DateTime.Parse(string, IFormatProvider)",
            (t, p) -> DateParsing.date(Values.required(t, "s")))
        .add(
            "static DateTime DateTime.Parse(string, IFormatProvider, DateTimeStyles)",
            (t, p, y) -> styled(text(t), Values.ordinal(y)))
        .add(
            "static DateTime DateTime.ParseExact(string, string, IFormatProvider)",
            (t, f, p) -> DateParsing.exact(text(t), List.of(text(f))))
        .with(
            "static DateTime DateTime.ParseExact(string, string, IFormatProvider, DateTimeStyles)",
            (e, a) -> DateParsing.exact(text(a[0]), List.of(text(a[1]))));
    tryParsing(library);
  }

  private static void tryParsing(Library.Builder library) {
    library
        .add(
            "static bool DateTime.TryParse(string, out DateTime)",
            (t, o) ->
                NumberLibrary.tryParse(
                    t,
                    o,
                    x -> x == null ? fail() : DateParsing.date(x),
                    new DateTime(0, DateTime.Kind.UNSPECIFIED)))
        .with(
            "static bool DateTime.TryParse(string, IFormatProvider, DateTimeStyles, out DateTime)",
            (e, a) ->
                NumberLibrary.tryParse(
                    a[0],
                    a[3],
                    x -> styled(x, Values.ordinal(a[2])),
                    new DateTime(0, DateTime.Kind.UNSPECIFIED)));
    tryParsingExactly(library);
  }

  private static void tryParsingExactly(Library.Builder library) {
    library
        .with(
            "static bool DateTime.TryParseExact(string, string, IFormatProvider, DateTimeStyles, out DateTime)",
            (e, a) ->
                NumberLibrary.tryParse(
                    a[0],
                    a[4],
                    x -> DateParsing.exact(x, List.of(text(a[1]))),
                    new DateTime(0, DateTime.Kind.UNSPECIFIED)))
        .with(
            "static bool DateTime.TryParseExact(string, string[], IFormatProvider, DateTimeStyles, out DateTime)",
            (e, a) ->
                NumberLibrary.tryParse(
                    a[0],
                    a[4],
                    x -> DateParsing.exact(x, formats(a[1])),
                    new DateTime(0, DateTime.Kind.UNSPECIFIED)));
  }

  private static DateTime fail() {
    throw DateParsing.bad();
  }

  private static List<String> formats(Object array) {
    return Arrays.stream((Object[]) array).map(v -> Formats.text(v)).toList();
  }

  /** AdjustToUniversal is 6, AssumeUniversal 8 and RoundtripKind 9 in the enumeration's order. */
  private static DateTime styled(String text, int style) {
    if (text == null) {
      throw DateParsing.bad();
    }
    DateTime date = DateParsing.date(text);
    boolean known = date.kind() != DateTime.Kind.UNSPECIFIED;
    return known && (style == 6 || style == 9)
        ? date.as(DateTime.Kind.UTC)
        : style == 8 ? date.as(DateTime.Kind.LOCAL) : date;
  }
}
