package dev.apim.gateway.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class CapacityTest {

  private static final long START = System.nanoTime();

  private final AtomicInteger inFlight = new AtomicInteger();
  private final LoopDelay loop = new LoopDelay(START);

  private Capacity capacity(int shedPercent) {
    return new Capacity(new CapacityLimits(shedPercent, Duration.ofMillis(200), 10), inFlight::get);
  }

  /** The loop's timer is due 50 ms after its last turn. */
  private static long late(long millis) {
    return START + TimeUnit.MILLISECONDS.toNanos(50 + millis);
  }

  @Test
  @DisplayName("B119 a loop that is later than its limit refuses, in the middle of a round too")
  void aLateLoopRefuses() {
    Capacity full = capacity(100);
    arrive(LoopDelay.QUEUE);
    assertThat(full.overload(loop, late(-40))).isNull();
    assertThat(full.overload(loop, late(199))).isNull();
    assertThat(full.overload(loop, late(201))).isEqualTo(Overload.QUEUE);
    assertThat(capacity(50).overload(loop, late(101))).isEqualTo(Overload.QUEUE);
    loop.tick(late(300));
    assertThat(full.overload(loop, late(301))).isNull();
  }

  @Test
  void aLoopThatIsLateForFewIsLateForAnotherReason() {
    Capacity capacity = capacity(100);
    arrive(LoopDelay.QUEUE - 1);
    assertThat(capacity.overload(loop, late(5_000))).isNull();
    assertThat(capacity.overload(loop, late(5_000))).isEqualTo(Overload.QUEUE);
  }

  private void arrive(int requests) {
    for (int i = 0; i < requests; i++) {
      loop.isFull(START, Long.MAX_VALUE);
    }
  }

  @Test
  void asManyRequestsAsAreAllowedAreAnswered() {
    Capacity capacity = capacity(100);
    inFlight.set(9);
    assertThat(capacity.overload(loop, START)).isNull();
    inFlight.set(10);
    assertThat(capacity.overload(loop, START)).isEqualTo(Overload.REQUESTS);
  }

  @Test
  void whoIsNotToRefuseNeverDoes() {
    inFlight.set(1_000);
    assertThat(capacity(0).overload(loop, late(60_000))).isNull();
  }

  @Test
  @DisplayName("B50 capacity is the highest of its parts")
  void capacityIsTheHighestPart() {
    Capacity capacity = capacity(100);
    inFlight.set(7);
    capacity.measure(START);
    assertThat(capacity.parts().queue()).isEqualTo(70);
    assertThat(capacity.parts().highest()).isGreaterThanOrEqualTo(70).isLessThanOrEqualTo(100);
    assertThat(new Capacity.Parts(10, 80, 30).highest()).isEqualTo(80);
  }

  @Test
  @DisplayName("B64 the load is what requests have caused in the last minute or so")
  void theLoadFollowsWhatIsBusy() {
    Capacity capacity = capacity(100);
    inFlight.set(10);
    for (int second = 0; second < 300; second++) {
      capacity.measure(START);
    }
    assertThat(capacity.load()).isGreaterThan(95);
    inFlight.set(0);
    capacity.measure(START);
    assertThat(capacity.load()).isGreaterThan(90);
  }

  @Test
  void theWorstDelayOfASecondIsTold() {
    loop.tick(late(150));
    loop.tick(late(150) + TimeUnit.MILLISECONDS.toNanos(50));
    assertThat(loop.takeWorst(late(201))).isEqualTo(TimeUnit.MILLISECONDS.toNanos(150));
    assertThat(loop.takeWorst(late(201))).isZero();
  }
}
