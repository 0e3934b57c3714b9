package dev.apim.operator.domain.unit;

import dev.apim.operator.domain.zone.ZonePlan;
import dev.apim.operator.domain.zone.ZoneShare;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lists the units of a zone plan, in the order in which a rollout walks through them. */
public final class UnitPlanner {

  /**
   * The units that there should be.
   *
   * @param observed the units that there are: an unpinned one keeps the spread with which it was
   *     made, so that zones that appear later restart no pod
   */
  public List<PlannedUnit> plan(ZonePlan zones, List<ObservedUnit> observed) {
    List<PlannedUnit> units = new ArrayList<>();
    for (ZoneShare share : zones.shares()) {
      for (int number = 0; number < share.units(); number++) {
        String name = UnitNames.pinned(share.name(), number);
        units.add(new PlannedUnit(name, share.name(), share.labelValue(), false));
      }
    }
    Map<String, PlannedUnit> existing =
        observed.stream()
            .map(ObservedUnit::unit)
            .filter(unit -> !unit.pinned())
            .collect(Collectors.toMap(PlannedUnit::name, Function.identity(), (a, b) -> a));
    for (int number = 0; number < zones.unpinnedUnits(); number++) {
      String name = UnitNames.unpinned(number);
      PlannedUnit fresh = new PlannedUnit(name, null, null, zones.minimumOfZones());
      units.add(existing.getOrDefault(name, fresh));
    }
    return units;
  }
}
