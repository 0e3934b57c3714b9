package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** What the gateways of an instance run, how large a replica is, and its settings. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GatewaySpec(
    @JsonPropertyDescription(
            "Repository of the gateway image, without tag. Default: the operator's own setting.")
        @Size(min = 1, max = 255)
        String image,
    @JsonPropertyDescription("Tag of the gateway image. Default: the operator's own version.")
        @Pattern("^[A-Za-z0-9_][A-Za-z0-9_.-]*$")
        @Size(max = 128)
        String version,
    @JsonPropertyDescription("CPU and memory of one replica; a unit has two.")
        ReplicaResourcesSpec replicaResources,
    @JsonPropertyDescription(
            "What clients may send, and how slowly. A change replaces the replicas, unit by unit.")
        GatewayLimitsSpec limits,
    @JsonPropertyDescription(
            "When a replica refuses requests instead of becoming slow. A change replaces the"
                + " replicas, unit by unit.")
        LoadSheddingSpec loadShedding,
    @JsonPropertyDescription(
            "Stdout: a line of JSON for each request in the log of its replica. Default: None. A"
                + " change replaces the replicas, unit by unit.")
        AccessLog accessLog,
    @JsonPropertyDescription("Exports traces. A change replaces the replicas, unit by unit.")
        TracesSpec traces) {

  static final GatewaySpec DEFAULT = new GatewaySpec(null, null, null);

  /** One with the gateway's own settings. */
  public GatewaySpec(String image, String version, ReplicaResourcesSpec replicaResources) {
    this(image, version, replicaResources, null, null, null, null);
  }

  /** Fills the defaults. */
  public GatewaySpec {
    replicaResources = replicaResources == null ? ReplicaResourcesSpec.DEFAULT : replicaResources;
  }
}
