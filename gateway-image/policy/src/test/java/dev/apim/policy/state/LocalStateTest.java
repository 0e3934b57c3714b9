package dev.apim.policy.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.policy.fixture.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LocalStateTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final LocalCounters counters = new LocalCounters(() -> now);
  private final LocalCache cache = new LocalCache(() -> now, 100_000, MINUTE);

  private Count add(Counter counter) {
    Told<Count> told = new Told<>();
    counters.add(counter, 1, told);
    return told.value();
  }

  @Test
  @DisplayName("B102 never lets in more than the limit within any stretch of the period")
  void neverLetsInMoreThanTheLimitWithinAPeriod() {
    Counter counter = new Counter("k", Counter.Kind.RATE, 10, MINUTE, null);
    Random random = new Random(7);
    Deque<Instant> admitted = new ArrayDeque<>();
    for (int i = 0; i < 20_000; i++) {
      now = now.plusMillis(random.nextInt(4_000));
      if (add(counter).admitted()) {
        admitted.add(now);
      }
      while (!admitted.isEmpty() && !admitted.peek().isAfter(now.minus(Duration.ofSeconds(57)))) {
        admitted.poll();
      }
      assertThat(admitted).hasSizeLessThanOrEqualTo(10);
    }
  }

  @Test
  @DisplayName("B102 lets in again when it said it would")
  void letsInAgainWhenItSaid() {
    Counter counter = new Counter("k", Counter.Kind.RATE, 3, MINUTE, null);
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      now = now.plusMillis(random.nextInt(9_000));
      Count count = add(counter);
      if (!count.admitted()) {
        now = now.plus(count.retryAfter());
        assertThat(add(counter).admitted()).isTrue();
      }
    }
  }

  @Test
  void forgetsCountersThatAreOver() {
    for (int i = 0; i < 4_000; i++) {
      add(new Counter("k" + i, Counter.Kind.RATE, 3, MINUTE, null));
    }
    now = now.plus(Duration.ofHours(1));
    for (int i = 0; i < 4_096; i++) {
      add(new Counter("other", Counter.Kind.RATE, 3, MINUTE, null));
    }
    assertThat(counters.size()).isLessThan(10);
  }

  @Test
  @DisplayName("B54 holds no more than its bound, and lets the least used go first")
  void holdsNoMoreThanItsBound() {
    Told<Void> put = new Told<>();
    cache.put("used", new byte[1_000], MINUTE, put);
    for (int i = 0; i < 500; i++) {
      cache.put("k" + i, new byte[1_000], MINUTE, put);
      cache.get("used", new Told<>());
      assertThat(cache.bytes()).isLessThanOrEqualTo(100_000);
    }
    assertThat(found("used")).isNotNull();
    assertThat(found("k0")).isNull();
    cache.put("huge", new byte[90_000], MINUTE, put);
    assertThat(found("huge")).isNull();
  }

  private CacheStore.Entry found(String key) {
    Told<java.util.Optional<CacheStore.Entry>> told = new Told<>();
    cache.get(key, told);
    return told.value().orElse(null);
  }

  @Test
  @DisplayName("B99 keeps a value a while past its time, marked as stale")
  void keepsAValuePastItsTime() {
    cache.put("k", "v", MINUTE, new Told<>());
    assertThat(found("k").fresh()).isTrue();
    now = now.plusSeconds(61);
    assertThat(found("k").fresh()).isFalse();
    now = now.plusSeconds(60);
    assertThat(found("k")).isNull();
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void aSlotThatIsGivenBackCanBeTakenAgain() {
    ConcurrencyLimits limits = new ConcurrencyLimits();
    assertThat(limits.acquire("k", 2)).isTrue();
    assertThat(limits.acquire("k", 2)).isTrue();
    assertThat(limits.acquire("k", 2)).isFalse();
    limits.release("k");
    assertThat(limits.acquire("k", 2)).isTrue();
    assertThat(limits.used("other")).isZero();
  }
}
