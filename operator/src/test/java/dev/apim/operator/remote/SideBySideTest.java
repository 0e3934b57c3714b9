package dev.apim.operator.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTest {

  @Test
  void severalAreUnderWayAtATime() {
    CyclicBarrier together = new CyclicBarrier(4);
    try (SideBySide sideBySide = new SideBySide("test")) {
      sideBySide.forEach(List.of(1, 2, 3, 4), item -> meet(together));
    }
    assertThat(together.isBroken()).isFalse();
  }

  @Test
  void allAreDoneAlsoWhereThereAreMoreThanThreads() {
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    try (SideBySide sideBySide = new SideBySide("test")) {
      sideBySide.forEach(IntStream.range(0, 100).boxed().toList(), done::add);
      sideBySide.forEach(List.of(), done::add);
    }
    assertThat(done).hasSize(100);
  }

  @Test
  void aFailureIsToldWhenTheOthersAreDone() {
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    try (SideBySide sideBySide = new SideBySide("test")) {
      assertThatThrownBy(() -> sideBySide.forEach(List.of(1, 2, 3), item -> fail(item, done)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("2");
    }
    assertThat(done).containsExactlyInAnyOrder(1, 3);
  }

  private static void fail(int item, Set<Integer> done) {
    if (item == 2) {
      throw new IllegalStateException("2");
    }
    done.add(item);
  }

  private static void meet(CyclicBarrier together) {
    try {
      together.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
