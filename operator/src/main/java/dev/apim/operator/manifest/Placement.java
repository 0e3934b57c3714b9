package dev.apim.operator.manifest;

import dev.apim.operator.domain.unit.PlannedUnit;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the replicas of a unit may run. */
final class Placement {

  private static final String HOST = "kubernetes.io/hostname";
  private static final String HARD = "DoNotSchedule";
  private static final String SOFT = "ScheduleAnyway";

  private final LocationContext context;
  private final PlannedUnit unit;

  Placement(LocationContext context, PlannedUnit unit) {
    this.context = context;
    this.unit = unit;
  }

  /** Pins a unit to its zone; null where it has none. */
  Affinity affinity() {
    if (!unit.pinned()) {
      return null;
    }
    return new AffinityBuilder()
        .withNewNodeAffinity()
        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
        .addNewNodeSelectorTerm()
        .addNewMatchExpression()
        .withKey(Labels.NODE_ZONE)
        .withOperator("In")
        .withValues(unit.zoneLabel())
        .endMatchExpression()
        .endNodeSelectorTerm()
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .build();
  }

  List<TopologySpreadConstraint> spread() {
    List<TopologySpreadConstraint> constraints = new ArrayList<>();
    if (unit.pinned()) {
      constraints.add(ceilingOfZone());
    } else {
      if (unit.minimumOfZones()) {
        constraints.add(twoZones());
      }
      constraints.add(evenly(Labels.NODE_ZONE, Labels.locationSelector(context)));
    }
    constraints.add(evenly(HOST, Labels.locationSelector(context)));
    return constraints;
  }

  /**
   * One eligible zone is fewer than the two asked for, so the least loaded zone counts as empty,
   * and the skew is the number of replicas in the zone: never more than two of one template,
   * whoever asks for them (B34).
   */
  private TopologySpreadConstraint ceilingOfZone() {
    return hard(2);
  }

  /** Both replicas never share a zone, not even for good after an outage (B26). */
  private TopologySpreadConstraint twoZones() {
    return hard(1);
  }

  /**
   * Replicas on nodes that are cordoned count: else the replacement of one would join the other in
   * its zone while that one's node is cordoned, and both would stay there.
   */
  private TopologySpreadConstraint hard(int maxSkew) {
    return new TopologySpreadConstraintBuilder(constraint(Labels.NODE_ZONE, HARD, maxSkew))
        .withNodeTaintsPolicy("Ignore")
        .withMinDomains(2)
        .withMatchLabelKeys("pod-template-hash")
        .withNewLabelSelector()
        .withMatchLabels(new TreeMap<>(Labels.unitSelector(context, unit.name())))
        .endLabelSelector()
        .build();
  }

  private static TopologySpreadConstraint evenly(String key, Map<String, String> selector) {
    return new TopologySpreadConstraintBuilder(constraint(key, SOFT, 1))
        .withNewLabelSelector()
        .withMatchLabels(new TreeMap<>(selector))
        .endLabelSelector()
        .build();
  }

  private static TopologySpreadConstraint constraint(String key, String mode, int maxSkew) {
    return new TopologySpreadConstraintBuilder()
        .withMaxSkew(maxSkew)
        .withTopologyKey(key)
        .withWhenUnsatisfiable(mode)
        .withNodeAffinityPolicy("Honor")
        .withNodeTaintsPolicy("Honor")
        .build();
  }
}
