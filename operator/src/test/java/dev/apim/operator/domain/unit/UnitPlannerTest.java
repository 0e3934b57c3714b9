package dev.apim.operator.domain.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.operator.domain.zone.ZonePlan;
import dev.apim.operator.domain.zone.ZoneShare;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnitPlannerTest {

  private final UnitPlanner planner = new UnitPlanner();

  @Test
  @DisplayName("B28 pinned units are numbered by zone, so that one more renames none")
  void pinnedUnitsAreNumberedByZone() {
    assertThat(names(pinned(new ZoneShare("1", "a", 2), new ZoneShare("2", "b", 2))))
        .containsExactly("1-0", "1-1", "2-0", "2-1");
    assertThat(names(pinned(new ZoneShare("1", "a", 1), new ZoneShare("2", "b", 1))))
        .containsExactly("1-0", "2-0");
  }

  @Test
  @DisplayName("B24 unpinned units made before there were zones keep their template")
  void unpinnedUnitsKeepTheirSpread() {
    PlannedUnit old = new PlannedUnit("auto-0", null, null, false);

    List<PlannedUnit> units =
        planner.plan(
            new ZonePlan(List.of(), 2, true), List.of(new ObservedUnit(old, "h", 2, 2, false)));

    assertThat(units).containsExactly(old, new PlannedUnit("auto-1", null, null, true));
  }

  @Test
  void namesFitIntoLabelsHoweverLongTheZoneIs() {
    String zone = "z".repeat(63);

    assertThat(names(pinned(new ZoneShare(zone, zone, 2)))).allMatch(n -> n.length() <= 63);
    assertThat(names(pinned(new ZoneShare(zone, zone, 2)))).doesNotHaveDuplicates();
  }

  @Test
  void aZoneCalledAutoIsNotTakenForUnpinnedUnits() {
    assertThat(names(pinned(new ZoneShare("auto", "auto", 1)))).doesNotContain("auto-0");
  }

  private static ZonePlan pinned(ZoneShare... shares) {
    return new ZonePlan(List.of(shares), 0, false);
  }

  private List<String> names(ZonePlan plan) {
    return planner.plan(plan, List.of()).stream().map(PlannedUnit::name).toList();
  }
}
