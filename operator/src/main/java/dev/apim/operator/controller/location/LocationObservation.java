package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.KnownZone;
import dev.apim.operator.controller.location.dependent.ValueSecrets;
import dev.apim.operator.domain.status.Acknowledgement;
import dev.apim.operator.domain.status.ActiveConfiguration;
import dev.apim.operator.domain.status.PodFacts;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.domain.zone.ZoneHealth;
import dev.apim.operator.domain.zone.ZoneLatch;
import dev.apim.operator.domain.zone.ZoneObservation;
import dev.apim.operator.observe.AddressObserver;
import dev.apim.operator.observe.ConfigurationObserver;
import dev.apim.operator.observe.UnitObserver;
import dev.apim.operator.observe.ZoneObserver;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one loop has seen of a location, from memory.
 *
 * @param instance its instance, if it exists
 * @param units the units that there are
 * @param deployments their Deployments, by unit
 * @param revisions the specs that were accepted last
 * @param unitZones values of the zone label to which they are pinned
 * @param pods their pods
 * @param knownZones the zones of the cluster, those that have lost their nodes included
 * @param cordonedZones those whose nodes are all cordoned
 * @param downZones those that are lost
 * @param configuration the active configuration
 * @param acknowledgements what the gateways say that they serve
 * @param address address of the Service
 * @param valueSecrets names of the Secrets that carry values to its gateways
 */
record LocationObservation(
    Optional<ApiManagementInstance> instance,
    List<ObservedUnit> units,
    Map<String, Deployment> deployments,
    Collection<ControllerRevision> revisions,
    Set<String> unitZones,
    List<PodFacts> pods,
    List<KnownZone> knownZones,
    Set<String> cordonedZones,
    Set<String> downZones,
    Optional<ActiveConfiguration> configuration,
    List<Acknowledgement> acknowledgements,
    Optional<String> address,
    Set<String> valueSecrets) {

  /** Values of the zone label that the cluster has or had. */
  Set<String> zones() {
    return names(knownZones);
  }

  private static Set<String> serving(List<PodFacts> pods) {
    return pods.stream()
        .filter(PodFacts::ready)
        .map(PodFacts::zoneLabel)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static Set<String> names(List<KnownZone> zones) {
    return zones.stream().map(KnownZone::name).collect(Collectors.toSet());
  }

  static LocationObservation of(
      GatewayLocation location,
      Context<GatewayLocation> context,
      Collection<Node> nodes,
      List<KnownZone> knownBefore,
      Instant now) {
    List<Deployment> deployments = all(context, Deployment.class);
    List<Pod> gateways = all(context, Pod.class);
    List<ObservedUnit> units = UnitObserver.units(deployments, gateways);
    Set<String> unitZones =
        units.stream()
            .map(ObservedUnit::unit)
            .map(PlannedUnit::zoneLabel)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    ZoneObserver zones = new ZoneObserver(nodes);
    List<PodFacts> pods = zones.pods(gateways);
    List<ZoneObservation> observed = zones.observe(pods);
    List<KnownZone> known = ZoneLatch.next(knownBefore, zones.zones(), unitZones, now);
    return new LocationObservation(
        context.getSecondaryResource(ApiManagementInstance.class),
        units,
        UnitObserver.byUnit(deployments),
        all(context, ControllerRevision.class),
        unitZones,
        pods,
        known,
        observed.stream()
            .filter(ZoneObservation::cordoned)
            .map(ZoneObservation::labelValue)
            .collect(Collectors.toSet()),
        ZoneHealth.down(observed, names(known), serving(pods)),
        ConfigurationObserver.active(context.getSecondaryResource(GatewayConfiguration.class)),
        all(context, Lease.class).stream().map(ConfigurationObserver::acknowledgement).toList(),
        AddressObserver.address(context.getSecondaryResource(Service.class)),
        ValueSecrets.names(location, context));
  }

  /** No set of them, for which every field of each would be hashed. */
  private static <R> List<R> all(Context<GatewayLocation> context, Class<R> kind) {
    return context.getSecondaryResourcesAsStream(kind).toList();
  }
}
