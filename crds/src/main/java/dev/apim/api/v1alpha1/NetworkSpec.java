package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** How the gateways of a location are reached. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NetworkSpec(
    @JsonPropertyDescription(
            "External: a Service of type LoadBalancer. Internal: the same, asking the cloud for a"
                + " private address. None: a Service inside the cluster only.")
        @Default("None")
        Exposure exposure,
    @JsonPropertyDescription(
            "Annotations of the Service, for what the load balancer of the cluster needs.")
        @Size(max = 50)
        Map<String, @Size(max = 4096) String> serviceAnnotations,
    @JsonPropertyDescription(
            "Class of the load balancer, where the cluster has several. Immutable in Kubernetes"
                + " once set.")
        @Size(min = 1, max = 253)
        String loadBalancerClass,
    @JsonPropertyDescription(
            "TLS on port 443 beside clear text on port 80. Certificates are rotated without a"
                + " restart.")
        TlsSpec tls) {

  static final NetworkSpec DEFAULT = new NetworkSpec(null, null, null, null);

  /** Fills the defaults. */
  public NetworkSpec {
    exposure = exposure == null ? Exposure.None : exposure;
    serviceAnnotations = serviceAnnotations == null ? Map.of() : Map.copyOf(serviceAnnotations);
  }
}
