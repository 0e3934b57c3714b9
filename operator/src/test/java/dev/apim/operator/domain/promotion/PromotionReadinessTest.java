package dev.apim.operator.domain.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromotionReadinessTest {

  @Test
  void aSecondaryThatReachesEveryOtherClusterCanTakeOver() {
    Note note =
        PromotionReadiness.ofSecondary(
            "east", Set.of("west", "east"), Map.of("west", Optional.empty()), 2);

    assertThat(note.status()).isTrue();
    assertThat(note.reason()).isEqualTo(Reason.CanTakeOver);
    assertThat(note.message()).contains("spec.promotion.epoch would be 2");
  }

  @Test
  void clustersThatAreMissingOrSilentAreNamed() {
    Note note =
        PromotionReadiness.ofSecondary(
            "east",
            Set.of("west", "north", "east"),
            Map.of("north", Optional.of("does not answer")),
            2);

    assertThat(note.status()).isFalse();
    assertThat(note.reason()).isEqualTo(Reason.ClustersMissing);
    assertThat(note.message())
        .contains("north: does not answer", "west: there is no GatewayCluster of that name here");
  }

  @Test
  void theHolderNamesWhatEachSecondaryLacks() {
    assertThat(PromotionReadiness.ofHolder(Map.of())).isEmpty();
    assertThat(PromotionReadiness.ofHolder(Map.of("east", Optional.empty())).orElseThrow().status())
        .isTrue();
    assertThat(
            PromotionReadiness.ofHolder(
                    Map.of("east", Optional.of("lacks west"), "north", Optional.empty()))
                .orElseThrow()
                .message())
        .isEqualTo("east: lacks west");
  }
}
