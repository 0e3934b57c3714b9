package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;

/**
 * What the operator of the location's cluster says of it; in the primary cluster, a mirror of that.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GatewayLocationStatus(
    @JsonPropertyDescription("The generation that this status is about.") Long observedGeneration,
    @JsonPropertyDescription("Conditions; the catalogue is in docs/conditions.md.")
        List<Condition> conditions,
    @JsonPropertyDescription("Primary or Secondary.") LocationRole role,
    @JsonPropertyDescription("The region in its DNS form, e.g. westus.") String regionName,
    @JsonPropertyDescription("Name of the GatewayCluster that runs it.") String cluster,
    @JsonPropertyDescription("Regional host name.") String hostname,
    @JsonPropertyDescription("Address of the Service.") String address,
    @JsonPropertyDescription("The zones in one line, for kubectl get.") String zoneSummary,
    @JsonPropertyDescription("Ready of desired replicas, for kubectl get.") String readySummary,
    @JsonPropertyDescription("Per zone: units, and replicas desired and ready.")
        List<ZoneStatus> zones,
    @JsonPropertyDescription("The zones of the cluster, those that have lost their nodes included.")
        List<KnownZone> clusterZones,
    @JsonPropertyDescription("Per unit: replicas desired and ready.") List<UnitStatus> units,
    @JsonPropertyDescription("Units that exist; read by the scale subresource.") @StatusReplicas
        Integer currentUnits,
    @JsonPropertyDescription("Which configuration the replicas serve.")
        LocationConfigurationStatus configuration,
    @JsonPropertyDescription("The change under way, if any.") ProgressStatus progress,
    @JsonPropertyDescription(
            "How its pods are made: 2 is the current platform; one on 1 moves with the next change of"
                + " its zones or its pods.")
        Integer platform,
    @JsonPropertyDescription("What the loss of a zone means.") OutageStatus outage,
    @JsonPropertyDescription("Replicas, CPU and memory.") Footprint footprint,
    @JsonPropertyDescription("The operator that acts for this location.") OperatorStatus operator) {

  /** Copies the lists. */
  public GatewayLocationStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    zones = zones == null ? List.of() : List.copyOf(zones);
    clusterZones = clusterZones == null ? List.of() : List.copyOf(clusterZones);
    units = units == null ? List.of() : List.copyOf(units);
  }
}
