package dev.apim.operator.manifest;

import dev.apim.api.v1alpha1.Exposure;
import dev.apim.api.v1alpha1.NetworkSpec;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Service over which all units of a location share its traffic (B5, B47, B52). */
public final class GatewayService {

  static final int PORT = 80;
  private static final int TLS_PORT = 443;

  /** A number, since a name would be one of the pod template, and its change a rollout. */
  private static final int GATEWAY_TLS_PORT = 8443;

  /** How the large clouds are asked for a private address; each ignores what the others read. */
  private static final Map<String, String> PRIVATE_ADDRESS =
      Map.of(
          "service.beta.kubernetes.io/azure-load-balancer-internal", "true",
          "service.beta.kubernetes.io/aws-load-balancer-scheme", "internal",
          "networking.gke.io/load-balancer-type", "Internal");

  private GatewayService() {}

  /** The Service of a location. */
  public static Service of(LocationContext context) {
    NetworkSpec network = context.spec().network();
    boolean balanced = network.exposure() != Exposure.None;
    ObjectMeta metadata = Metadata.of(context, Names.gateway(context.location()));
    metadata.getAnnotations().putAll(annotations(network));
    return new ServiceBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withType(balanced ? "LoadBalancer" : "ClusterIP")
        .withLoadBalancerClass(balanced ? network.loadBalancerClass() : null)
        .withExternalTrafficPolicy(balanced ? "Cluster" : null)
        .withInternalTrafficPolicy("Cluster")
        .withSessionAffinity("None")
        .withSelector(new TreeMap<>(Labels.locationSelector(context)))
        .withPorts(ports(network))
        .endSpec()
        .build();
  }

  private static List<ServicePort> ports(NetworkSpec network) {
    ServicePort clear = port("http", PORT, new IntOrString("http"));
    return network.tls() == null
        ? List.of(clear)
        : List.of(clear, port("https", TLS_PORT, new IntOrString(GATEWAY_TLS_PORT)));
  }

  private static ServicePort port(String name, int port, IntOrString target) {
    return new ServicePortBuilder()
        .withName(name)
        .withPort(port)
        .withProtocol("TCP")
        .withTargetPort(target)
        .build();
  }

  private static Map<String, String> annotations(NetworkSpec network) {
    Map<String, String> annotations = new TreeMap<>();
    if (network.exposure() == Exposure.Internal) {
      annotations.putAll(PRIVATE_ADDRESS);
    }
    annotations.putAll(network.serviceAnnotations());
    return annotations;
  }
}
