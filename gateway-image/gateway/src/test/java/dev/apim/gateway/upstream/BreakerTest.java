package dev.apim.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.CircuitBreakerSpec;
import dev.apim.api.v1alpha1.RetryAfterMode;
import dev.apim.api.v1alpha1.StatusCodeRange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final long START = -TimeUnit.SECONDS.toNanos(8);

  private static Breaker breaker(Integer count, Integer percentage, RetryAfterMode mode) {
    return new Breaker(new CircuitBreakerSpec(count, percentage, 10, null, 20, mode));
  }

  /** The clock may begin anywhere, below zero too. */
  private static long at(double seconds) {
    return START + (long) (seconds * 1e9);
  }

  @Test
  @DisplayName("B104 trips at the count within the interval and lets requests pass after its time")
  void tripsAtTheCountWithinTheInterval() {
    Breaker breaker = breaker(3, null, null);
    assertThat(breaker.failed(at(0), null)).isNull();
    assertThat(breaker.failed(at(5), null)).isNull();
    assertThat(breaker.allows(at(6))).isTrue();
    assertThat(breaker.failed(at(6), null)).isEqualTo(Duration.ofSeconds(20));
    assertThat(breaker.allows(at(6.1))).isFalse();
    assertThat(breaker.allows(at(25.9))).isFalse();
    assertThat(breaker.allows(at(26))).isTrue();
  }

  @Test
  @DisplayName("B104 forgets failures older than the interval, and all of them after a trip")
  void forgetsWhatIsOld() {
    Breaker breaker = breaker(2, null, null);
    assertThat(breaker.failed(at(0), null)).isNull();
    assertThat(breaker.failed(at(11.1), null)).isNull();
    assertThat(breaker.failed(at(12), null)).isNotNull();
    assertThat(breaker.failed(at(32), null)).isNull();
    assertThat(breaker.failed(at(33), null)).isNotNull();
  }

  @Test
  @DisplayName("B104 answers that come while it is open neither prolong nor count")
  void lateFailuresDoNotProlong() {
    Breaker breaker = breaker(1, null, null);
    assertThat(breaker.failed(at(0), null)).isNotNull();
    assertThat(breaker.failed(at(19), null)).isNull();
    assertThat(breaker.allows(at(20))).isTrue();
  }

  @Test
  @DisplayName("B104 a percentage is of all requests, the count beside it is the least number")
  void percentageIsOfAllRequests() {
    Breaker breaker = breaker(2, 50, null);
    assertThat(breaker.failed(at(0), null)).isNull();
    breaker.succeeded(at(0));
    breaker.succeeded(at(0));
    assertThat(breaker.failed(at(1), null)).isEqualTo(Duration.ofSeconds(20));

    Breaker quiet = breaker(2, 50, null);
    for (int i = 0; i < 5; i++) {
      quiet.succeeded(at(0));
    }
    assertThat(quiet.failed(at(1), null)).isNull();
    assertThat(quiet.failed(at(1), null)).isNull();
  }

  @Test
  @DisplayName("B104 takes the time that the backend asks for, an hour at most, where it may")
  void takesRetryAfter() {
    assertThat(breaker(1, null, RetryAfterMode.Accept).failed(at(0), Duration.ofSeconds(3)))
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(breaker(1, null, RetryAfterMode.Accept).failed(at(0), Duration.ofDays(3)))
        .isEqualTo(Duration.ofHours(1));
    assertThat(breaker(1, null, RetryAfterMode.Accept).failed(at(0), null))
        .isEqualTo(Duration.ofSeconds(20));
    assertThat(breaker(1, null, RetryAfterMode.Ignore).failed(at(0), Duration.ofSeconds(3)))
        .isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  @DisplayName("B104 server errors are failures unless the ranges say otherwise")
  void statusCodes() {
    Breaker plain = breaker(1, null, null);
    assertThat(plain.isFailure(499)).isFalse();
    assertThat(plain.isFailure(500)).isTrue();
    Breaker own =
        new Breaker(
            new CircuitBreakerSpec(
                1,
                null,
                null,
                List.of(new StatusCodeRange(429, 429), new StatusCodeRange(502, 504)),
                null,
                null));
    assertThat(own.isFailure(429)).isTrue();
    assertThat(own.isFailure(500)).isFalse();
    assertThat(own.isFailure(503)).isTrue();
  }
}
