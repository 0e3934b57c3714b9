package dev.apim.operator.domain.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.AvailabilityMode;
import dev.apim.api.v1alpha1.AvailabilitySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonePlannerTest {

  private static final Set<String> THREE = Set.of("1", "2", "3");
  private static final AvailabilitySpec AUTOMATIC = new AvailabilitySpec(null, null, null);
  private final ZonePlanner planner = new ZonePlanner();

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "3,1", "2,2", "4,2", "6,2", "3,3", "6,3", "12,3"})
  @DisplayName("B34 every zone named gets the same number of units")
  void zonesGetTheSame(int units, int zones) {
    List<String> names = List.of("3", "1", "2").subList(0, zones);
    AvailabilitySpec availability =
        new AvailabilitySpec(
            zones == 1 ? AvailabilityMode.Zonal : AvailabilityMode.ZoneRedundant, names, null);

    ZonePlan plan = planner.plan("west", availability, units, true, THREE, Optional.empty());

    assertThat(plan.shares()).hasSize(zones).allMatch(share -> share.units() == units / zones);
    assertThat(plan.unpinnedUnits()).isZero();
  }

  @Test
  @DisplayName("B36 a zone keeps its name and gets the label value that it is mapped to")
  void mappedZonesKeepTheirNames() {
    AvailabilitySpec availability =
        new AvailabilitySpec(AvailabilityMode.Zonal, List.of("1"), Map.of("1", "westus-1"));

    assertThat(planner.plan("west", availability, 2, true, THREE, Optional.empty()).shares())
        .containsExactly(new ZoneShare("1", "westus-1", 2));
  }

  @Test
  @DisplayName("B24 without zones named units are pinned to none and must lie in two zones")
  void automaticPinsNothing() {
    assertThat(planner.plan("west", AUTOMATIC, 2, true, THREE, Optional.empty()))
        .isEqualTo(new ZonePlan(List.of(), 2, true));
    assertThat(planner.plan("west", AUTOMATIC, 2, true, Set.of("1"), Optional.empty()))
        .isEqualTo(new ZonePlan(List.of(), 2, false));
    assertThat(planner.plan("west", AUTOMATIC, 2, true, Set.of(), Optional.empty()))
        .isEqualTo(new ZonePlan(List.of(), 2, false));
  }

  @Test
  @DisplayName("B37 a tier without zones keeps all units in one zone, and in the same one")
  void tiersWithoutZonesUseOne() {
    ZonePlan plan = planner.plan("west", AUTOMATIC, 2, false, THREE, Optional.empty());
    String chosen = plan.shares().get(0).labelValue();

    assertThat(plan.shares()).hasSize(1).allMatch(share -> share.units() == 2);
    assertThat(THREE).contains(chosen);
    assertThat(
            planner.plan("west", AUTOMATIC, 2, false, Set.of("a", "b"), Optional.of("2")).shares())
        .containsExactly(new ZoneShare("2", "2", 2));
  }

  @Test
  @DisplayName("B37 a tier without zones runs spread over hosts where nodes carry no zone label")
  void noZoneLabelsMeansHosts() {
    assertThat(planner.plan("west", AUTOMATIC, 2, false, Set.of(), Optional.empty()))
        .isEqualTo(new ZonePlan(List.of(), 2, false));
  }
}
