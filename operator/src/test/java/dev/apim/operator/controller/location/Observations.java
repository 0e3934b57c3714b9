package dev.apim.operator.controller.location;

import dev.apim.operator.domain.unit.ObservedUnit;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a loop sees where nothing but its units matters. */
final class Observations {

  private Observations() {}

  static LocationObservation of(
      List<ObservedUnit> units,
      Map<String, Deployment> deployments,
      Collection<ControllerRevision> revisions,
      Set<String> unitZones) {
    return new LocationObservation(
        Optional.empty(),
        units,
        deployments,
        revisions,
        unitZones,
        List.of(),
        List.of(),
        Set.of(),
        Set.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Set.of());
  }
}
