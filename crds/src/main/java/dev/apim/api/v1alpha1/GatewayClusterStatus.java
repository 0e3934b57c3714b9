package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What the operator has seen of a cluster. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GatewayClusterStatus(
    @JsonPropertyDescription("The generation that this status is about.") Long observedGeneration,
    @JsonPropertyDescription("Conditions; the catalogue is in docs/conditions.md.")
        List<Condition> conditions,
    @JsonPropertyDescription("Local: the operator's own. Remote: reached by a kubeconfig.")
        ClusterType type,
    @JsonPropertyDescription("Identity of the cluster: the UID of its namespace kube-system.")
        String identity,
    @JsonPropertyDescription("Version of Kubernetes.") String kubernetesVersion,
    @JsonPropertyDescription("Zones of the nodes, own cluster only.") List<String> zones,
    @JsonPropertyDescription("The operator there, as far as known.") OperatorStatus operator,
    @JsonPropertyDescription(
            "From the publication of a revision to its arrival in this cluster, in ms, last seen.")
        Long lagMillis,
    @JsonPropertyDescription(
            "Locations whose copies are there, by namespace and name here, as last seen.")
        List<String> locations) {

  /** Copies the lists. */
  public GatewayClusterStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    zones = zones == null ? List.of() : List.copyOf(zones);
    locations = locations == null ? List.of() : List.copyOf(locations);
  }
}
