package dev.apim.operator.domain.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ZoneHealthTest {

  private static final ZoneObservation HEALTHY = new ZoneObservation("1", 2, 2, 2, 2, 2);

  @Test
  @DisplayName("B57 a zone is down when its nodes and its pods both say so")
  void nodesAndPodsTogetherSayDown() {
    assertThat(down(HEALTHY, new ZoneObservation("2", 2, 0, 0, 2, 0))).containsExactly("2");
    assertThat(down(HEALTHY, new ZoneObservation("2", 2, 0, 0, 2, 1))).isEmpty();
    assertThat(down(HEALTHY, new ZoneObservation("2", 2, 1, 1, 2, 0))).isEmpty();
  }

  @Test
  @DisplayName("B57 a zone whose nodes were deleted is down")
  void aZoneWithoutNodesIsDown() {
    assertThat(down(HEALTHY)).containsExactly("2");
  }

  @Test
  @DisplayName("B57 a zone whose nodes lost their label is not down while its pods are ready")
  void aZoneThatServesIsNotDown() {
    assertThat(ZoneHealth.down(List.of(HEALTHY), Set.of("1", "2"), Set.of("2"))).isEmpty();
  }

  @Test
  @DisplayName("B57 when no zone has a ready node the observer is cut off and says nothing")
  void aBlindObserverSaysNothing() {
    assertThat(
            down(new ZoneObservation("1", 2, 0, 0, 2, 0), new ZoneObservation("2", 2, 0, 0, 2, 0)))
        .isEmpty();
  }

  private static Set<String> down(ZoneObservation... zones) {
    return ZoneHealth.down(List.of(zones), Set.of("1", "2"), Set.of());
  }
}
