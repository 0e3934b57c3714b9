package dev.apim.operator.domain.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.KnownZone;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ZoneLatchTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final KnownZone ONE = new KnownZone("1", null);
  private static final KnownZone TWO = new KnownZone("2", null);
  private static final KnownZone TWO_GONE = new KnownZone("2", "2026-01-02T03:04:05Z");

  @Test
  @DisplayName("B35 a zone that has lost its nodes stays known, and since when it is missing")
  void aZoneWithoutNodesStaysKnown() {
    assertThat(next(List.of(ONE, TWO), Set.of("1"), Set.of(), 0)).containsExactly(ONE, TWO_GONE);
    assertThat(next(List.of(ONE, TWO_GONE), Set.of("1"), Set.of(), 3600))
        .containsExactly(ONE, TWO_GONE);
    assertThat(next(List.of(ONE, TWO_GONE), Set.of(), Set.of(), 0)).hasSize(2);
  }

  @Test
  @DisplayName(
      "B35 a zone is forgotten after seven days without nodes, unless a unit is pinned to it")
  void aZoneIsForgottenAfterSevenDays() {
    int week = 7 * 24 * 3600;

    assertThat(next(List.of(ONE, TWO_GONE), Set.of("1"), Set.of(), week - 1)).hasSize(2);
    assertThat(next(List.of(ONE, TWO_GONE), Set.of("1"), Set.of(), week)).containsExactly(ONE);
    assertThat(next(List.of(ONE, TWO_GONE), Set.of("1"), Set.of("2"), week)).hasSize(2);
  }

  @Test
  @DisplayName("B65 a zone whose nodes are back is as any other; a new one is known at once")
  void zonesComeAndComeBack() {
    assertThat(next(List.of(ONE, TWO_GONE), Set.of("1", "2", "3"), Set.of(), 60))
        .containsExactly(ONE, TWO, new KnownZone("3", null));
  }

  private static List<KnownZone> next(
      List<KnownZone> before, Set<String> seen, Set<String> used, int seconds) {
    return ZoneLatch.next(before, seen, used, NOW.plusSeconds(seconds));
  }
}
