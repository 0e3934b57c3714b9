package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.UnitState;
import dev.apim.api.v1alpha1.UnitStatus;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The units of a location, those that are going included (B4, B6). */
final class UnitStatuses {

  private UnitStatuses() {}

  static List<UnitStatus> list(LocationView view) {
    return Stream.concat(view.units().stream(), view.observed().stream().map(ObservedUnit::unit))
        .map(PlannedUnit::name)
        .distinct()
        .map(name -> unit(view, name))
        .sorted(Comparator.comparing(UnitStatus::name))
        .toList();
  }

  private static UnitStatus unit(LocationView view, String name) {
    PlannedUnit planned =
        view.units().stream().filter(unit -> unit.name().equals(name)).findFirst().orElse(null);
    String zone =
        planned != null
            ? planned.zone()
            : view.observed().stream()
                .map(ObservedUnit::unit)
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .map(PlannedUnit::zone)
                .orElse(null);
    int desired = planned == null ? 0 : view.replicasPerUnit();
    int ready =
        (int) view.pods().stream().filter(pod -> pod.ready() && name.equals(pod.unit())).count();
    return new UnitStatus(name, zone, desired, ready, state(desired, ready));
  }

  private static UnitState state(int desired, int ready) {
    if (ready >= desired) {
      return UnitState.Ready;
    }
    return ready == 0 ? UnitState.Down : UnitState.Degraded;
  }
}
