package dev.apim.operator.domain.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

  @Test
  void itDoublesFromOneSecondToHalfAMinute() {
    assertThat(
            Stream.iterate(BackOff.NONE, BackOff::failed)
                .limit(9)
                .map(backOff -> backOff.delay(0).toSeconds()))
        .containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void jitterTakesAtMostAQuarterOff() {
    assertThat(new BackOff(3).delay(1)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void itNeverOverflows() {
    assertThat(new BackOff(Integer.MAX_VALUE - 1).delay(0)).isEqualTo(Duration.ofSeconds(30));
  }
}
