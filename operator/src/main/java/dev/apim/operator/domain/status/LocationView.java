package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.KnownZone;
import dev.apim.api.v1alpha1.ReplicaResourcesSpec;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that the status of a location that runs here is made of.
 *
 * @param plan role, verdict and names
 * @param spec the spec
 * @param generation its generation
 * @param previous the status before
 * @param units the units that there should be; those that there are while the spec is not accepted
 * @param replicasPerUnit replicas of each
 * @param observed the units that there are
 * @param pods their pods, without those that are going
 * @param knownZones the zones of the cluster, those that have lost their nodes included
 * @param cordonedZones those whose nodes are all cordoned
 * @param downZones those that are lost
 * @param remaining units that are not yet as they should be
 * @param platform number of the way in which its pods are made; null while nothing was decided
 * @param resources size of a replica
 * @param configuration the active configuration of this cluster
 * @param acknowledgements what replicas say that they serve
 * @param address address of the Service; null where it has none
 * @param unitsPushed of a copy, whether its units are those that the primary pushed
 * @param paused whether a user wants nothing to be changed
 * @param hindrances what keeps its children from being as they should be
 * @param certificates what is known of the certificates that it names
 * @param operatorVersion version of this operator
 * @param now the time
 */
public record LocationView(
    LocationPlan plan,
    GatewayLocationSpec spec,
    long generation,
    GatewayLocationStatus previous,
    List<PlannedUnit> units,
    int replicasPerUnit,
    List<ObservedUnit> observed,
    List<PodFacts> pods,
    List<KnownZone> knownZones,
    Set<String> cordonedZones,
    Set<String> downZones,
    int remaining,
    Integer platform,
    ReplicaResourcesSpec resources,
    Optional<ActiveConfiguration> configuration,
    List<Acknowledgement> acknowledgements,
    String address,
    Optional<Boolean> unitsPushed,
    boolean paused,
    Hindrances hindrances,
    List<CertificateFacts> certificates,
    String operatorVersion,
    Instant now) {

  /** Copies the collections; a location without a status has an empty one. */
  public LocationView {
    previous = previous == null ? EmptyStatus.LOCATION : previous;
    units = List.copyOf(units);
    observed = List.copyOf(observed);
    pods = List.copyOf(pods);
    knownZones = List.copyOf(knownZones);
    cordonedZones = Set.copyOf(cordonedZones);
    downZones = Set.copyOf(downZones);
    acknowledgements = List.copyOf(acknowledgements);
    certificates = List.copyOf(certificates);
  }

  /** Values of the zone label that the cluster has or had. */
  Set<String> clusterZones() {
    return knownZones.stream().map(KnownZone::name).collect(Collectors.toSet());
  }

  int desiredReplicas() {
    return units.size() * replicasPerUnit;
  }

  int readyReplicas() {
    return (int) pods.stream().filter(PodFacts::ready).count();
  }
}
