package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A cluster that runs gateways: the operator's own, or a remote one with a kubeconfig. In the
 * operator's namespace.
 */
@JsonClassDescription(
    "A cluster that runs gateways: the operator's own, or a remote one with a"
        + " kubeconfig. In the operator's namespace.")
@Group("apim.dev")
@Version("v1alpha1")
@ShortNames("gwcluster")
@AdditionalPrinterColumn(name = "Type", jsonPath = ".status.type", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Reachable",
    jsonPath = ".status.conditions[?(@.type==\"ClusterReachable\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"ClusterReachable\")].reason",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Kubernetes",
    jsonPath = ".status.kubernetesVersion",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Lag", jsonPath = ".status.lagMillis", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class GatewayCluster extends CustomResource<GatewayClusterSpec, GatewayClusterStatus>
    implements Namespaced {}
