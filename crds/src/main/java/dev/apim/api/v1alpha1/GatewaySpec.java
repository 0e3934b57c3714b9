package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** What the gateways of an instance run, and how large a replica is. */
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
        ReplicaResourcesSpec replicaResources) {

  static final GatewaySpec DEFAULT = new GatewaySpec(null, null, null);

  /** Fills the defaults. */
  public GatewaySpec {
    replicaResources = replicaResources == null ? ReplicaResourcesSpec.DEFAULT : replicaResources;
  }
}
