package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How a cluster is reached. Empty for the operator's own cluster. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.kubeconfigSecretRef) == has(self.namespace)",
    message =
        "set both kubeconfigSecretRef and namespace for a remote cluster, or neither for the operator's own")
public record GatewayClusterSpec(
    @JsonPropertyDescription(
            "Secret in this namespace with a kubeconfig under the key kubeconfig. Absent: the operator's own cluster.")
        LocalReference kubeconfigSecretRef,
    @JsonPropertyDescription("Namespace of the remote cluster that is pushed to.")
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 63)
        String namespace) {}
