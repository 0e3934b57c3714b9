package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.DateLibrary.UNITS;
import static dev.apim.policy.expression.runtime.DateLibrary.d;
import static dev.apim.policy.expression.runtime.DateLibrary.date;
import static dev.apim.policy.expression.runtime.DateLibrary.now;
import static dev.apim.policy.expression.runtime.DateLibrary.o;
import static dev.apim.policy.expression.runtime.DateLibrary.s;
import static dev.apim.policy.expression.runtime.Values.number;
import static dev.apim.policy.expression.runtime.Values.real;

import dev.apim.policy.expression.type.Library;

/** Durations, dates with an offset, and the arithmetic of both. */
final class SpanLibrary {

  private SpanLibrary() {}

  static void declare(Library.Builder library) {
    offsets(library);
    spans(library);
    arithmetic(library);
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
            (t, o) ->
                NumberLibrary.tryParse(t, o, x -> DateParsing.parse(String.valueOf(x)), null));
    offsetsOfUnix(library);
    offsetParts(library);
    UNITS.forEach(
        (name, unit) ->
            library.add(
                "DateTimeOffset DateTimeOffset.Add" + name + "(double)",
                (a, n) -> o(a).plus(TimeSpan.of(real(n), unit).ticks())));
  }

  private static void offsetsOfUnix(Library.Builder library) {
    library
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
            a -> Math.floorDiv(o(a).utc().ticks() - DateTime.UNIX_EPOCH, 10_000L));
  }

  private static void offsetParts(Library.Builder library) {
    library
        .add("DateTime DateTimeOffset.DateTime", a -> o(a).local())
        .add("DateTime DateTimeOffset.UtcDateTime", a -> o(a).utc())
        .add("DateTime DateTimeOffset.LocalDateTime", a -> o(a).utc().as(DateTime.Kind.LOCAL))
        .add("TimeSpan DateTimeOffset.Offset", a -> new TimeSpan(o(a).offset()))
        .add("long DateTimeOffset.Ticks", a -> o(a).local().ticks())
        .add("DateTimeOffset DateTimeOffset.ToUniversalTime()", a -> o(a).to(0))
        .add("DateTimeOffset DateTimeOffset.ToOffset(TimeSpan)", (a, z) -> o(a).to(s(z).ticks()))
        .add("DateTimeOffset DateTimeOffset.Add(TimeSpan)", (a, z) -> o(a).plus(s(z).ticks()));
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
                    t, o, x -> TimeSpan.parse(String.valueOf(x)), new TimeSpan(0)));
    spanParts(library);
    UNITS.forEach(
        (name, unit) ->
            library
                .add(
                    "static TimeSpan TimeSpan.From" + name + "(double)",
                    n -> TimeSpan.of(real(n), unit))
                .add("double TimeSpan.Total" + name, a -> s(a).total(unit)));
  }

  private static void spanParts(Library.Builder library) {
    library
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
