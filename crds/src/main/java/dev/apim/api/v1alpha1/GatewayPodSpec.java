package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;

/**
 * What a user adds to the gateway pods of a location. The operator's own labels and placement
 * always win.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GatewayPodSpec(
    @JsonPropertyDescription(
            "Labels added to the pods. Labels of apim.dev and app.kubernetes.io stay the operator's.")
        @Size(max = 50)
        Map<String, @Size(max = 63) String> labels,
    @JsonPropertyDescription("Annotations added to the pods.") @Size(max = 50)
        Map<String, @Size(max = 4096) String> annotations,
    @JsonPropertyDescription(
            "Labels that a node must have. The zone is chosen by availability, not here.")
        @Size(max = 20)
        Map<String, @Size(max = 63) String> nodeSelector,
    @JsonPropertyDescription("Taints that the pods tolerate.") @Size(max = 20)
        List<Toleration> tolerations,
    @JsonPropertyDescription("PriorityClass of the pods. Default: the chart's class for gateways.")
        @Size(min = 1, max = 253)
        String priorityClassName,
    @JsonPropertyDescription("Secrets with which the image is pulled.") @Size(max = 10)
        List<LocalReference> imagePullSecrets,
    @JsonPropertyDescription(
            "Security context of the pods. Default: non-root, as the restricted standard asks.")
        PodSecurityContext securityContext) {

  static final GatewayPodSpec DEFAULT =
      new GatewayPodSpec(null, null, null, null, null, null, null);

  /** Fills the defaults and copies the collections. */
  public GatewayPodSpec {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
    tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
    imagePullSecrets = imagePullSecrets == null ? List.of() : List.copyOf(imagePullSecrets);
  }
}
