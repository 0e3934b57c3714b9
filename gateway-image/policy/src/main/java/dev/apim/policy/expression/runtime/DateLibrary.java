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

  private static final Map<String, Long> UNITS =
      Map.of(
          "Days", TimeSpan.DAY,
          "Hours", TimeSpan.HOUR,
          "Minutes", TimeSpan.MINUTE,
          "Seconds", TimeSpan.SECOND,
          "Milliseconds", 10_000L);

  private DateLibrary() {}

  private static DateTime d(Object value) {
    return (DateTime) value;
  }

  private static DateTimeOffset o(Object value) {
    return (DateTimeOffset) value;
  }

  private static TimeSpan s(Object value) {
    return (TimeSpan) value;
  }

  private static DateTime now(DateTime.Kind kind) {
    return DateTime.of(Instant.now(), kind);
  }

  static void declare(Library.Builder library) {
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
            "RoundtripKind")
        .type("struct DateTime", DateTime.class)
        .type("struct DateTimeOffset", DateTimeOffset.class)
        .type("struct TimeSpan", TimeSpan.class)
        .type("class TimeZoneInfo", v -> false);
    dates(library);
    dateParts(library);
    parsing(library);
    offsets(library);
    spans(library);
    arithmetic(library);
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
            (e, a) -> date(a, 6).as(DateTime.Kind.values()[Values.ordinal(a[6])]))
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
            (y, m) -> java.time.YearMonth.of(number(y), number(m)).lengthOfMonth())
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

  private static DateTime date(Object[] parts, int count) {
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
            (e, a) -> DateParsing.exact(text(a[0]), List.of(text(a[1]))))
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
                    new DateTime(0, DateTime.Kind.UNSPECIFIED)))
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

  private static void offsets(Library.Builder library) {
    library
        .add("new DateTimeOffset(DateTime)", a -> DateTimeOffset.of(d(a)))
        .add(
            "new DateTimeOffset(DateTime, TimeSpan)",
            (a, z) -> new DateTimeOffset(d(a).as(DateTime.Kind.UNSPECIFIED), s(z).ticks()))
        .with(
            "new DateTimeOffset(int, int, int, int, int, int, TimeSpan)",
            (e, a) -> new DateTimeOffset(date(a, 6), s(a[6]).ticks()))
        .add(
            "static DateTimeOffset DateTimeOffset.Now",
            () -> DateTimeOffset.of(now(DateTime.Kind.UTC)))
        .add(
            "static DateTimeOffset DateTimeOffset.UtcNow",
            () -> DateTimeOffset.of(now(DateTime.Kind.UTC)))
        .add(
            "static DateTimeOffset DateTimeOffset.Parse(string)",
            t -> DateParsing.parse(Values.required(t, "input")))
        .add(
            "static bool DateTimeOffset.TryParse(string, out DateTimeOffset)",
            (t, o) -> NumberLibrary.tryParse(t, o, x -> DateParsing.parse(String.valueOf(x)), null))
        .add(
            "static DateTimeOffset DateTimeOffset.FromUnixTimeSeconds(long)",
            n ->
                DateTimeOffset.of(
                    new DateTime(
                        DateTime.UNIX_EPOCH + (Long) n * TimeSpan.SECOND, DateTime.Kind.UTC)))
        .add(
            "static DateTimeOffset DateTimeOffset.FromUnixTimeMilliseconds(long)",
            n ->
                DateTimeOffset.of(
                    new DateTime(DateTime.UNIX_EPOCH + (Long) n * 10_000, DateTime.Kind.UTC)))
        .add("implicit DateTimeOffset(DateTime)", a -> DateTimeOffset.of(d(a)))
        .add("long DateTimeOffset.ToUnixTimeSeconds()", a -> o(a).utc().unixSeconds())
        .add(
            "long DateTimeOffset.ToUnixTimeMilliseconds()",
            a -> Math.floorDiv(o(a).utc().ticks() - DateTime.UNIX_EPOCH, 10_000L))
        .add("DateTime DateTimeOffset.DateTime", a -> o(a).local())
        .add("DateTime DateTimeOffset.UtcDateTime", a -> o(a).utc())
        .add("DateTime DateTimeOffset.LocalDateTime", a -> o(a).utc().as(DateTime.Kind.LOCAL))
        .add("TimeSpan DateTimeOffset.Offset", a -> new TimeSpan(o(a).offset()))
        .add("long DateTimeOffset.Ticks", a -> o(a).local().ticks())
        .add("DateTimeOffset DateTimeOffset.ToUniversalTime()", a -> o(a).to(0))
        .add("DateTimeOffset DateTimeOffset.ToOffset(TimeSpan)", (a, z) -> o(a).to(s(z).ticks()))
        .add("DateTimeOffset DateTimeOffset.Add(TimeSpan)", (a, z) -> o(a).plus(s(z).ticks()));
    UNITS.forEach(
        (name, unit) ->
            library.add(
                "DateTimeOffset DateTimeOffset.Add" + name + "(double)",
                (a, n) -> o(a).plus(TimeSpan.of(real(n), unit).ticks())));
  }

  private static void spans(Library.Builder library) {
    library
        .add("new TimeSpan()", () -> new TimeSpan(0))
        .add("new TimeSpan(long)", t -> new TimeSpan((Long) t))
        .add(
            "new TimeSpan(int, int, int)",
            (h, m, x) -> TimeSpan.of(0, number(h), number(m), number(x), 0))
        .with(
            "new TimeSpan(int, int, int, int)",
            (e, a) -> TimeSpan.of(number(a[0]), number(a[1]), number(a[2]), number(a[3]), 0))
        .with(
            "new TimeSpan(int, int, int, int, int)",
            (e, a) ->
                TimeSpan.of(number(a[0]), number(a[1]), number(a[2]), number(a[3]), number(a[4])))
        .add("static TimeSpan TimeSpan.Zero", () -> new TimeSpan(0))
        .add("static TimeSpan TimeSpan.Parse(string)", t -> TimeSpan.parse(Values.required(t, "s")))
        .add(
            "static bool TimeSpan.TryParse(string, out TimeSpan)",
            (t, o) ->
                NumberLibrary.tryParse(
                    t, o, x -> TimeSpan.parse(String.valueOf(x)), new TimeSpan(0)))
        .add("static TimeSpan TimeSpan.FromTicks(long)", t -> new TimeSpan((Long) t))
        .add("long TimeSpan.Ticks", a -> s(a).ticks())
        .add("int TimeSpan.Days", a -> (int) (s(a).ticks() / TimeSpan.DAY))
        .add("int TimeSpan.Hours", a -> s(a).part(TimeSpan.HOUR, TimeSpan.DAY))
        .add("int TimeSpan.Minutes", a -> s(a).part(TimeSpan.MINUTE, TimeSpan.HOUR))
        .add("int TimeSpan.Seconds", a -> s(a).part(TimeSpan.SECOND, TimeSpan.MINUTE))
        .add("int TimeSpan.Milliseconds", a -> s(a).part(10_000, TimeSpan.SECOND))
        .add("TimeSpan TimeSpan.Add(TimeSpan)", (a, b) -> new TimeSpan(s(a).ticks() + s(b).ticks()))
        .add(
            "TimeSpan TimeSpan.Subtract(TimeSpan)",
            (a, b) -> new TimeSpan(s(a).ticks() - s(b).ticks()))
        .add("TimeSpan TimeSpan.Negate()", a -> new TimeSpan(-s(a).ticks()))
        .add("TimeSpan TimeSpan.Duration()", a -> new TimeSpan(Math.abs(s(a).ticks())));
    UNITS.forEach(
        (name, unit) ->
            library
                .add(
                    "static TimeSpan TimeSpan.From" + name + "(double)",
                    n -> TimeSpan.of(real(n), unit))
                .add("double TimeSpan.Total" + name, a -> s(a).total(unit)));
  }

  private static void arithmetic(Library.Builder library) {
    library
        .add("operator DateTime +(DateTime, TimeSpan)", (a, b) -> d(a).plus(s(b).ticks()))
        .add("operator DateTime -(DateTime, TimeSpan)", (a, b) -> d(a).plus(-s(b).ticks()))
        .add(
            "operator TimeSpan -(DateTime, DateTime)",
            (a, b) -> new TimeSpan(d(a).ticks() - d(b).ticks()))
        .add(
            "operator DateTimeOffset +(DateTimeOffset, TimeSpan)",
            (a, b) -> o(a).plus(s(b).ticks()))
        .add(
            "operator DateTimeOffset -(DateTimeOffset, TimeSpan)",
            (a, b) -> o(a).plus(-s(b).ticks()))
        .add(
            "operator TimeSpan -(DateTimeOffset, DateTimeOffset)",
            (a, b) -> new TimeSpan(o(a).utc().ticks() - o(b).utc().ticks()))
        .add(
            "operator TimeSpan +(TimeSpan, TimeSpan)",
            (a, b) -> new TimeSpan(s(a).ticks() + s(b).ticks()))
        .add(
            "operator TimeSpan -(TimeSpan, TimeSpan)",
            (a, b) -> new TimeSpan(s(a).ticks() - s(b).ticks()))
        .add("operator TimeSpan -(TimeSpan)", a -> new TimeSpan(-s(a).ticks()))
        .add(
            "operator TimeSpan *(TimeSpan, double)",
            (a, b) -> new TimeSpan(Math.round(s(a).ticks() * real(b))));
  }
}
