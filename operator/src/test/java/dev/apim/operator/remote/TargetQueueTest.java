package dev.apim.operator.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.operator.domain.sync.InstanceKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TargetQueueTest {

  private static final InstanceKey ONE = new InstanceKey("apim", "one");
  private static final InstanceKey OTHER = new InstanceKey("apim", "other");

  @Test
  void manyAsksWhileOnePushRunsAreOneMorePush() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger pushes = new AtomicInteger();
    try (TargetQueue queue =
        new TargetQueue(
            "east",
            key -> {
              pushes.incrementAndGet();
              started.countDown();
              awaitLatch(release);
            },
            (key, e) -> {})) {
      queue.mark(ONE);
      awaitLatch(started);
      for (int i = 0; i < 50; i++) {
        queue.mark(ONE);
      }
      assertThat(queue.depth()).isEqualTo(1);
      release.countDown();

      await().until(() -> pushes.get() == 2 && queue.depth() == 0);
    }
  }

  @Test
  void aFailedPushIsTriedAgainAndDoesNotHoldUpOthers() {
    List<InstanceKey> pushed = new CopyOnWriteArrayList<>();
    AtomicInteger failures = new AtomicInteger();
    try (TargetQueue queue =
        new TargetQueue(
            "east",
            key -> {
              if (key.equals(ONE) && failures.get() == 0) {
                throw new IllegalStateException("no answer");
              }
              pushed.add(key);
            },
            (key, e) -> failures.incrementAndGet())) {
      queue.mark(ONE);
      queue.mark(OTHER);

      await().atMost(Duration.ofMillis(700)).until(() -> pushed.equals(List.of(OTHER)));
      await().atMost(Duration.ofSeconds(5)).until(() -> pushed.equals(List.of(OTHER, ONE)));
      assertThat(failures).hasValue(1);
    }
  }

  @Test
  void aTargetThatAnswersAgainIsPushedToAtOnce() {
    AtomicInteger tries = new AtomicInteger();
    List<InstanceKey> pushed = new CopyOnWriteArrayList<>();
    try (TargetQueue queue =
        new TargetQueue(
            "east",
            key -> {
              if (tries.incrementAndGet() <= 2) {
                throw new IllegalStateException("no answer");
              }
              pushed.add(key);
            },
            (key, e) -> {})) {
      queue.mark(ONE);
      await().atMost(Duration.ofSeconds(5)).until(() -> tries.get() == 2);

      queue.wake();

      await().atMost(Duration.ofMillis(900)).until(() -> pushed.contains(ONE));
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
