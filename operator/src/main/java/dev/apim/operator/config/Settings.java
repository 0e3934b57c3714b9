package dev.apim.operator.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What whoever runs the operator has set, by environment variables APIM_*. */
@ConfigMapping(prefix = "apim")
public interface Settings {

  /** Name of the GatewayCluster that is the operator's own cluster. */
  String clusterName();

  /** The operator's own namespace: GatewayClusters, kubeconfig Secrets and the leader's Lease. */
  String operatorNamespace();

  /** Namespaces whose instances and locations are acted for; absent for all. */
  Optional<List<String>> watchNamespaces();

  /** Image of the gateways, with tag, where an instance names none. */
  @WithDefault("apim.dev/gateway:0.1.0")
  String gatewayImage();

  /** PriorityClass of gateways whose location names none; absent for the cluster's default. */
  Optional<String> gatewayPriorityClass();

  /** Version of this operator. */
  String version();

  /** Whether one of several replicas is elected to act. */
  @WithDefault("true")
  boolean leaderElection();

  /** Name of this replica in the election; by default a random one. */
  Optional<String> leaderIdentity();
}
