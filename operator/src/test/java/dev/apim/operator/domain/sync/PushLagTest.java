package dev.apim.operator.domain.sync;

import static dev.apim.operator.domain.sync.SyncFixtures.NOW;
import static dev.apim.operator.domain.sync.SyncFixtures.SCOPE;
import static dev.apim.operator.domain.sync.SyncFixtures.after;
import static dev.apim.operator.domain.sync.SyncFixtures.empty;
import static dev.apim.operator.domain.sync.SyncFixtures.publication;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The lag of a target")
class PushLagTest {
  private static final Duration LAST = Duration.ofMillis(300);

  @Test
  @DisplayName("grows while a revision that was published has not arrived")
  void growsUntilItHasArrived() {
    assertThat(lag(publication(), Optional.of(empty()), NOW, NOW.plusSeconds(5)))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(lag(publication(), Optional.of(empty()), NOW, NOW.plusSeconds(65)))
        .isEqualTo(Duration.ofSeconds(65));
  }

  @Test
  @DisplayName("is what the last push took where nothing is missing")
  void isThatOfTheLastPush() {
    TargetView filled = after(PushPlanner.plan(publication(), SCOPE, empty()), empty());

    assertThat(lag(publication(), Optional.of(filled), NOW, NOW.plusSeconds(65))).isEqualTo(LAST);
  }

  @Test
  @DisplayName("counts from the start of this operator while nobody knows what the target has")
  void countsFromTheStartWhileItIsUnknown() {
    Instant started = NOW.plusSeconds(3600);

    assertThat(lag(publication(), Optional.empty(), started, started.plusSeconds(7)))
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(lag(publication(), Optional.empty(), NOW.minusSeconds(60), NOW.plusSeconds(7)))
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  @DisplayName("leaves out what a wave holds back and what runs elsewhere")
  void leavesOutWhatIsNotMissing() {
    Publication held = publication().heldIn(Set.of(SCOPE.target()));

    assertThat(lag(held, Optional.of(empty()), NOW, NOW.plusSeconds(65))).isEqualTo(LAST);
    assertThat(
            PushLag.of(
                List.of(publication()),
                "north",
                Optional.of(empty()),
                NOW,
                Optional.empty(),
                NOW.plusSeconds(65)))
        .isEqualTo(Duration.ZERO);
  }

  private static Duration lag(
      Publication publication, Optional<TargetView> seen, Instant started, Instant now) {
    return PushLag.of(List.of(publication), SCOPE.target(), seen, started, Optional.of(LAST), now);
  }
}
