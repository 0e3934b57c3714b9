package dev.apim.gateway.backends;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** The header Retry-After: seconds or a date (RFC 9110, section 10.2.3). */
final class RetryAfter {

  private RetryAfter() {}

  /** What it asks for; null where it is absent, no such value or not in the future. */
  static Duration of(String value) {
    if (value == null) {
      return null;
    }
    String text = value.strip();
    if (text.matches("[0-9]{1,9}")) {
      return positive(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant when = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return positive(Duration.between(Instant.now(), when));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() || duration.isZero() ? null : duration;
  }
}
