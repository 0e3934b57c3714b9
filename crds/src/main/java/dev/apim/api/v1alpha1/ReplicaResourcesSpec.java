package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * The size of one gateway replica. Requests equal the memory limit, so that a replica is never
 * evicted for memory.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ReplicaResourcesSpec(
    @JsonPropertyDescription("CPU requested by a replica, in thousandths of a core.")
        @Default("500")
        @Min(10)
        @Max(64000)
        Integer cpuMillicores,
    @JsonPropertyDescription("Memory requested by and allowed to a replica, in MiB.")
        @Default("512")
        @Min(128)
        @Max(262144)
        Integer memoryMebibytes) {

  static final ReplicaResourcesSpec DEFAULT = new ReplicaResourcesSpec(500, 512);

  /** Fills the defaults. */
  public ReplicaResourcesSpec {
    cpuMillicores = cpuMillicores == null ? 500 : cpuMillicores;
    memoryMebibytes = memoryMebibytes == null ? 512 : memoryMebibytes;
  }
}
