package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.DateLibrary.d;
import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;

/** Time zones, by the names of Windows or of IANA. A gateway's own zone is UTC. */
final class TimeZoneLibrary {

  private static final Map<String, String> WINDOWS =
      """
      Hawaiian Standard Time=Pacific/Honolulu
      Alaskan Standard Time=America/Anchorage
      Pacific Standard Time=America/Los_Angeles
      US Mountain Standard Time=America/Phoenix
      Mountain Standard Time=America/Denver
      Central Standard Time=America/Chicago
      Central Standard Time (Mexico)=America/Mexico_City
      Eastern Standard Time=America/New_York
      SA Pacific Standard Time=America/Bogota
      Atlantic Standard Time=America/Halifax
      Pacific SA Standard Time=America/Santiago
      Newfoundland Standard Time=America/St_Johns
      E. South America Standard Time=America/Sao_Paulo
      Argentina Standard Time=America/Buenos_Aires
      UTC=UTC
      GMT Standard Time=Europe/London
      Greenwich Standard Time=Atlantic/Reykjavik
      W. Europe Standard Time=Europe/Berlin
      Central Europe Standard Time=Europe/Budapest
      Romance Standard Time=Europe/Paris
      Central European Standard Time=Europe/Warsaw
      W. Central Africa Standard Time=Africa/Lagos
      GTB Standard Time=Europe/Bucharest
      E. Europe Standard Time=Europe/Chisinau
      FLE Standard Time=Europe/Kiev
      Egypt Standard Time=Africa/Cairo
      South Africa Standard Time=Africa/Johannesburg
      Israel Standard Time=Asia/Jerusalem
      Turkey Standard Time=Europe/Istanbul
      Arab Standard Time=Asia/Riyadh
      Russian Standard Time=Europe/Moscow
      E. Africa Standard Time=Africa/Nairobi
      Iran Standard Time=Asia/Tehran
      Arabian Standard Time=Asia/Dubai
      Pakistan Standard Time=Asia/Karachi
      India Standard Time=Asia/Calcutta
      Sri Lanka Standard Time=Asia/Colombo
      Nepal Standard Time=Asia/Katmandu
      Bangladesh Standard Time=Asia/Dhaka
      SE Asia Standard Time=Asia/Bangkok
      China Standard Time=Asia/Shanghai
      Singapore Standard Time=Asia/Singapore
      Taipei Standard Time=Asia/Taipei
      W. Australia Standard Time=Australia/Perth
      Tokyo Standard Time=Asia/Tokyo
      Korea Standard Time=Asia/Seoul
      Cen. Australia Standard Time=Australia/Adelaide
      AUS Central Standard Time=Australia/Darwin
      E. Australia Standard Time=Australia/Brisbane
      AUS Eastern Standard Time=Australia/Sydney
      Tasmania Standard Time=Australia/Hobart
      New Zealand Standard Time=Pacific/Auckland
      """
          .lines()
          .map(line -> line.split("="))
          .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));

  private static final Zone UTC = new Zone("UTC", ZoneOffset.UTC);

  private TimeZoneLibrary() {}

  /** A zone under the name by which it was asked for. */
  record Zone(String id, ZoneId zone) {
    long offset(Instant when) {
      return zone.getRules().getOffset(when).getTotalSeconds() * TimeSpan.SECOND;
    }

    @Override
    public String toString() {
      return id;
    }
  }

  private static Zone z(Object value) {
    return (Zone) value;
  }

  static void declare(Library.Builder library) {
    library
        .type("class TimeZoneInfo", Zone.class)
        .add("static TimeZoneInfo TimeZoneInfo.Utc", () -> UTC)
        .add("static TimeZoneInfo TimeZoneInfo.Local", () -> UTC)
        .add("static TimeZoneInfo TimeZoneInfo.FindSystemTimeZoneById(string)", id -> find(id))
        .add("string TimeZoneInfo.Id", v -> z(v).id())
        .add("string TimeZoneInfo.StandardName", v -> z(v).id())
        .add(
            "TimeSpan TimeZoneInfo.BaseUtcOffset",
            v -> new TimeSpan(standard(z(v)) * TimeSpan.SECOND))
        .add(
            "TimeSpan TimeZoneInfo.GetUtcOffset(DateTime)",
            (v, t) -> new TimeSpan(z(v).offset(instant(d(t), z(v)))))
        .add(
            "bool TimeZoneInfo.IsDaylightSavingTime(DateTime)",
            (v, t) -> z(v).zone().getRules().isDaylightSavings(instant(d(t), z(v))));
    conversions(library);
  }

  private static void conversions(Library.Builder library) {
    library
        .add(
            "static DateTime TimeZoneInfo.ConvertTimeFromUtc(DateTime, TimeZoneInfo)",
            (t, v) -> in(z(v), utc(d(t))))
        .add(
            "static DateTime TimeZoneInfo.ConvertTimeToUtc(DateTime)",
            t -> d(t).as(DateTime.Kind.UTC))
        .add(
            "static DateTime TimeZoneInfo.ConvertTimeToUtc(DateTime, TimeZoneInfo)",
            (t, v) -> DateTime.of(instant(d(t), z(v)), DateTime.Kind.UTC))
        .add(
            "static DateTime TimeZoneInfo.ConvertTime(DateTime, TimeZoneInfo)",
            (t, v) -> in(z(v), utc(d(t))))
        .add(
            "static DateTime TimeZoneInfo.ConvertTime(DateTime, TimeZoneInfo, TimeZoneInfo)",
            (t, from, to) -> in(z(to), instant(d(t), z(from))))
        .add(
            "static DateTimeOffset TimeZoneInfo.ConvertTime(DateTimeOffset, TimeZoneInfo)",
            (t, v) -> offset(((DateTimeOffset) t), z(v)))
        .add(
            "static DateTime TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTime, string)",
            (t, id) -> in(find(id), utc(d(t))));
  }

  private static Zone find(Object id) {
    String name = Values.required(id, "id");
    if (name.equalsIgnoreCase(UTC.id())) {
      return UTC;
    }
    try {
      return new Zone(name, ZoneId.of(WINDOWS.getOrDefault(name, name)));
    } catch (DateTimeException e) {
      throw new Fault(
          "TimeZoneNotFoundException",
          "The time zone ID '" + text(id) + "' was not found on the local computer.");
    }
  }

  private static long standard(Zone zone) {
    return zone.zone().getRules().getStandardOffset(Instant.now()).getTotalSeconds();
  }

  private static Instant utc(DateTime time) {
    return time.local().toInstant(ZoneOffset.UTC);
  }

  /** The instant of a time: its own where it says that it is UTC, else one of the zone. */
  private static Instant instant(DateTime time, Zone zone) {
    return time.kind() == DateTime.Kind.UTC
        ? utc(time)
        : time.local().atZone(zone.zone()).toInstant();
  }

  private static DateTime in(Zone zone, Instant when) {
    DateTime.Kind kind = zone.equals(UTC) ? DateTime.Kind.UTC : DateTime.Kind.UNSPECIFIED;
    return DateTime.of(when.atZone(zone.zone()).toLocalDateTime(), kind);
  }

  private static DateTimeOffset offset(DateTimeOffset time, Zone zone) {
    return time.to(zone.offset(utc(time.utc())));
  }
}
