package dev.apim.e2e.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a GatewayCluster says when its kubeconfig is missing, wrong, or leads nowhere. */
class ClusterConditionsIT {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("solo").withZones("a", "b"));

  private static Region region;
  private static Objects objects;

  @BeforeAll
  static void install() {
    region = Region.install(cluster(), RegionSpec.primary("solo"));
    objects = new Objects(cluster(), Region.SYSTEM);
  }

  @AfterAll
  static void end() {
    region.close();
  }

  private static Cluster cluster() {
    return CLUSTERS.get("solo");
  }

  @Test
  @DisplayName("the operator's own cluster is there by itself, with its zones, and comes back")
  void theOwnClusterIsThereAndComesBack() {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(objects.get("GatewayCluster", "solo").at("/status/zones").toString())
                    .isEqualTo("[\"a\",\"b\"]"));
    cluster().kubectl("delete", "gwcluster", "solo", "-n", Region.SYSTEM).orThrow();

    awaitReachable("solo", "True", "Reachable");
  }

  @Test
  @DisplayName("the Secret may come after the cluster")
  void aMissingSecretIsNamed() {
    connect("late", "default");
    JsonNode missing = awaitReachable("late", "False", "KubeconfigNotFound");
    assertThat(missing.path("message").asText()).contains("late-kubeconfig").contains("kubeconfig");

    region.writeKubeconfig("late", "no yaml: [");

    awaitReachable("late", "False", "KubeconfigInvalid");
  }

  @Test
  @DisplayName("a kubeconfig that would run a program is refused")
  void aProgramIsNeverRun() throws IOException {
    var witness = Files.createTempDirectory("witness").resolve("ran");
    String exec =
        kubeconfig("https://127.0.0.1:1")
            .replace(
                "token: nobody",
                "exec: {apiVersion: client.authentication.k8s.io/v1, command: touch, args: ["
                    + witness
                    + "], interactiveMode: Never}");

    region.writeKubeconfig("program", exec);
    connect("program", "default");

    JsonNode refused = awaitReachable("program", "False", "KubeconfigInvalid");
    assertThat(refused.path("message").asText()).contains("program");
    assertThat(witness).doesNotExist();
  }

  @Test
  @DisplayName("a cluster that refuses connections, or never answers, is unreachable")
  void aSilentClusterIsUnreachable() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      region.writeKubeconfig("closed", kubeconfig("https://127.0.0.1:1"));
      region.writeKubeconfig("silent", kubeconfig("https://127.0.0.1:" + silent.getLocalPort()));
      connect("closed", "default");
      connect("silent", "default");

      awaitReachable("closed", "False", "ClusterUnreachable");
      awaitReachable("silent", "False", "ClusterUnreachable");
      region.writeKubeconfig("prompt", "no yaml: [");
      connect("prompt", "default");
      objects.awaitCondition(
          "GatewayCluster",
          "prompt",
          "ClusterReachable",
          "False",
          "KubeconfigInvalid",
          Duration.ofSeconds(3));
    }
  }

  @Test
  @DisplayName("credentials that are refused, or may do nothing, are told apart")
  void credentialsAreJudged() {
    region.writeKubeconfig("stranger", cluster().kubeconfigWithToken("nobody"));
    connect("stranger", "default");
    region.writeKubeconfig(
        "powerless",
        cluster().kubeconfigWithToken(cluster().serviceAccountToken("default", "default")));
    connect("powerless", "default");

    awaitReachable("stranger", "False", "KubeconfigInvalid");
    JsonNode forbidden = awaitReachable("powerless", "False", "Forbidden");
    assertThat(forbidden.path("message").asText()).contains("cannot get");
  }

  @Test
  @DisplayName("a namespace that is not there, and a kubeconfig of this very cluster, are told")
  void theOwnClusterIsRecognised() {
    String token = cluster().serviceAccountToken(Region.SYSTEM, "apim-operator");
    region.writeKubeconfig("mirror", cluster().kubeconfigWithToken(token));
    connect("mirror", "nowhere");
    JsonNode nowhere = awaitReachable("mirror", "False", "NamespaceNotFound");
    assertThat(nowhere.path("message").asText()).contains("nowhere");

    connect("mirror", "default");

    JsonNode mirror = awaitReachable("mirror", "False", "KubeconfigInvalid");
    assertThat(mirror.path("message").asText()).contains("this very cluster").contains("solo");
  }

  @Test
  @DisplayName("a cluster without a kubeconfig that is not the own one is told so")
  void anotherClusterNeedsAKubeconfig() {
    objects.apply(gatewayCluster("stray", "")).orThrow();

    JsonNode stray = awaitReachable("stray", "False", "KubeconfigNotFound");

    assertThat(stray.path("message").asText()).contains("solo").contains("kubeconfigSecretRef");
  }

  private static void connect(String name, String namespace) {
    objects
        .apply(
            gatewayCluster(
                name,
                "{kubeconfigSecretRef: {name: "
                    + Region.secretName(name)
                    + "}, namespace: "
                    + namespace
                    + "}"))
        .orThrow();
  }

  private static String gatewayCluster(String name, String spec) {
    return """
           apiVersion: apim.dev/v1alpha1
           kind: GatewayCluster
           metadata: {name: %s}
           spec: %s
           """
        .formatted(name, spec.isEmpty() ? "{}" : spec);
  }

  private static JsonNode awaitReachable(String name, String status, String reason) {
    return objects.awaitCondition(
        "GatewayCluster", name, "ClusterReachable", status, reason, LIMIT);
  }

  private static String kubeconfig(String server) {
    return """
           apiVersion: v1
           kind: Config
           current-context: it
           clusters:
           - name: it
             cluster: {server: "%s", insecure-skip-tls-verify: true}
           contexts:
           - name: it
             context: {cluster: it, user: it}
           users:
           - name: it
             user: {token: nobody}
           """
        .formatted(server);
  }
}
