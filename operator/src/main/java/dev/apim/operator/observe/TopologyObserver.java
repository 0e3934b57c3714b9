package dev.apim.operator.observe;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.Hosting;
import dev.apim.api.v1alpha1.ZoneStatus;
import dev.apim.operator.domain.topology.InstanceFacts;
import dev.apim.operator.domain.topology.LocationFacts;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Instances and locations as the facts of {@link dev.apim.operator.domain.topology}. */
public final class TopologyObserver {

  private TopologyObserver() {}

  /** The facts of an instance. */
  public static InstanceFacts instance(ApiManagementInstance instance) {
    String latched = instance.getStatus() == null ? null : instance.getStatus().primaryLocation();
    return new InstanceFacts(instance.getMetadata().getName(), instance.getSpec(), latched);
  }

  /** The facts of a location, from the object alone. */
  public static LocationFacts location(GatewayLocation location) {
    return location(location, Set.of(), 0);
  }

  /**
   * The facts of a location that runs here.
   *
   * @param unitZones values of the zone label to which its units are pinned
   * @param units units that exist
   */
  public static LocationFacts location(GatewayLocation location, Set<String> unitZones, int units) {
    Optional<GatewayLocationStatus> status =
        Optional.ofNullable(location.getStatus()).filter(known -> isOfItsCluster(location));
    Set<String> latched = new HashSet<>(unitZones);
    status.ifPresent(
        known ->
            known.zones().stream()
                .map(ZoneStatus::name)
                .filter(name -> !location.getSpec().availability().zoneMapping().containsKey(name))
                .forEach(latched::add));
    int known =
        Math.max(
            units,
            status.map(GatewayLocationStatus::currentUnits).filter(Objects::nonNull).orElse(0));
    return new LocationFacts(
        location.getMetadata().getName(),
        created(location),
        location.getSpec(),
        location.getSpec().hosting() == Hosting.SelfHosted && wasAccepted(status) ? 1 : known,
        known == 0 ? Set.of() : latched);
  }

  /** What another cluster said before the location moved is no evidence of units in this one. */
  private static boolean isOfItsCluster(GatewayLocation location) {
    String wanted = location.getSpec().cluster();
    String said = location.getStatus().cluster();
    return wanted == null || said == null || wanted.equals(said);
  }

  private static Instant created(GatewayLocation location) {
    String timestamp = location.getMetadata().getCreationTimestamp();
    return timestamp == null ? Instant.EPOCH : Instant.parse(timestamp);
  }

  private static boolean wasAccepted(Optional<GatewayLocationStatus> status) {
    return status.stream()
        .flatMap(known -> known.conditions().stream())
        .anyMatch(
            condition ->
                condition.type().equals(ConditionType.Accepted.name())
                    && condition.status().equals(Condition.TRUE));
  }
}
