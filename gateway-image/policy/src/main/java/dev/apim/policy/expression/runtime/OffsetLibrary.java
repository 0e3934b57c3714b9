package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.DateLibrary.d;
import static dev.apim.policy.expression.runtime.DateLibrary.o;
import static dev.apim.policy.expression.runtime.DateLibrary.s;
import static dev.apim.policy.expression.runtime.Values.number;

import dev.apim.policy.expression.type.Library;
import java.time.LocalDateTime;
import java.time.Year;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Parts of dates with an offset, and comparing dates and durations by method. */
final class OffsetLibrary {

  private static final Map<String, ToIntFunction<LocalDateTime>> PARTS =
      Map.of(
          "Year", LocalDateTime::getYear,
          "Month", LocalDateTime::getMonthValue,
          "Day", LocalDateTime::getDayOfMonth,
          "Hour", LocalDateTime::getHour,
          "Minute", LocalDateTime::getMinute,
          "Second", LocalDateTime::getSecond,
          "Millisecond", time -> time.getNano() / 1_000_000,
          "DayOfYear", LocalDateTime::getDayOfYear);

  private OffsetLibrary() {}

  static void declare(Library.Builder library) {
    PARTS.forEach(
        (name, part) ->
            library.add("int DateTimeOffset." + name, v -> part.applyAsInt(o(v).local().local())));
    library
        .add(
            "static DateTimeOffset DateTimeOffset.MinValue",
            () -> DateTimeOffset.of(new DateTime(0, DateTime.Kind.UTC)))
        .add(
            "static DateTimeOffset DateTimeOffset.MaxValue",
            () -> DateTimeOffset.of(new DateTime(DateTime.LAST, DateTime.Kind.UTC)))
        .add("DateTime DateTimeOffset.Date", v -> date(o(v).local()))
        .add(
            "TimeSpan DateTimeOffset.TimeOfDay",
            v -> new TimeSpan(o(v).local().ticks() % TimeSpan.DAY))
        .add(
            "TimeSpan DateTimeOffset.Subtract(DateTimeOffset)",
            (a, b) -> new TimeSpan(o(a).utc().ticks() - o(b).utc().ticks()))
        .add("DateTimeOffset DateTimeOffset.Subtract(TimeSpan)", (a, b) -> o(a).plus(-s(b).ticks()))
        .add("int DateTimeOffset.CompareTo(DateTimeOffset)", (a, b) -> o(a).compareTo(o(b)))
        .add("int TimeSpan.CompareTo(TimeSpan)", (a, b) -> Long.compare(s(a).ticks(), s(b).ticks()))
        .add(
            "static int TimeSpan.Compare(TimeSpan, TimeSpan)",
            (a, b) -> Long.compare(s(a).ticks(), s(b).ticks()))
        .add("static TimeSpan TimeSpan.MaxValue", () -> new TimeSpan(Long.MAX_VALUE))
        .add("static TimeSpan TimeSpan.MinValue", () -> new TimeSpan(Long.MIN_VALUE))
        .add("static long TimeSpan.TicksPerSecond", () -> TimeSpan.SECOND)
        .add("static long TimeSpan.TicksPerDay", () -> TimeSpan.DAY)
        .add("static bool DateTime.IsLeapYear(int)", y -> Year.isLeap(number(y)))
        .add("bool DateTime.IsDaylightSavingTime()", v -> d(v) == null);
  }

  private static DateTime date(DateTime time) {
    return new DateTime(time.ticks() - time.ticks() % TimeSpan.DAY, DateTime.Kind.UNSPECIFIED);
  }
}
