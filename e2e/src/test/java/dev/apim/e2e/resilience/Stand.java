package dev.apim.e2e.resilience;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.proxy.ApiProxy;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import dev.apim.e2e.tools.Home;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The product in a cluster, whose operator speaks to the API server through a proxy of ours. */
final class Stand implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(90);

  private final Cluster cluster;
  private final ApiProxy proxy;
  private final OperatorProcess operator;

  private Stand(Cluster cluster, ApiProxy proxy, OperatorProcess operator) {
    this.cluster = cluster;
    this.proxy = proxy;
    this.operator = operator;
  }

  static Stand in(Cluster cluster) {
    return in(cluster, Map.of());
  }

  /** With other settings of the operator. */
  static Stand in(Cluster cluster, Map<String, String> environment) {
    Region.installChart(cluster, RegionSpec.primary("westus"));
    ApiProxy proxy = ApiProxy.of(cluster);
    Path directory = Home.tree().resolve("e2e/target/processes").resolve(cluster.name());
    String token = cluster.serviceAccountToken(Region.SYSTEM, "apim-operator");
    OperatorProcess.Settings settings =
        OperatorProcess.Settings.forTests(Region.SYSTEM, "westus", "apim-operator")
            .withName("operator-" + cluster.name())
            .with("APIM_GATEWAY_PRIORITY_CLASS", "apim-gateway")
            .with(
                "KUBECONFIG",
                proxy.kubeconfig(directory.resolve("proxy.kubeconfig"), token).toString());
    for (Map.Entry<String, String> more : environment.entrySet()) {
      settings = settings.with(more.getKey(), more.getValue());
    }
    OperatorProcess operator = OperatorProcess.start(cluster, settings);
    return new Stand(cluster, proxy, operator);
  }

  Cluster cluster() {
    return cluster;
  }

  ApiProxy proxy() {
    return proxy;
  }

  OperatorProcess operator() {
    return operator;
  }

  /** An operator beside the other, straight at the API server, that acts without being elected. */
  OperatorProcess second() {
    OperatorProcess second =
        OperatorProcess.start(
            cluster,
            OperatorProcess.Settings.forTests(Region.SYSTEM, "westus", "apim-operator")
                .withName("second-" + cluster.name())
                .with("APIM_GATEWAY_PRIORITY_CLASS", "apim-gateway")
                .with("APIM_LEADER_ELECTION", "false"));
    second.awaitReady();
    return second;
  }

  /** A namespace with an instance. */
  Sites sites(String namespace) {
    cluster
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .serverSideApply();
    new Objects(cluster, namespace)
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: ApiManagementInstance
            metadata: {name: contoso}
            spec: {tier: Premium, publisher: {name: C, email: a@c.example}}
            """)
        .orThrow();
    return new Sites(cluster, namespace);
  }

  static void pause(Duration time) {
    await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
  }

  @Override
  public void close() {
    proxy.revive();
    try {
      operator.close();
    } finally {
      proxy.close();
    }
  }
}
