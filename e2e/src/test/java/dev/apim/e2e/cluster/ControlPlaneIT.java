package dev.apim.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.apim.e2e.junit.SharedCluster;
import dev.apim.e2e.junit.TestNamespace;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SharedCluster
@DisplayName("A test cluster")
class ControlPlaneIT {
  private static final String ZONE = "topology.kubernetes.io/zone";

  @Test
  @DisplayName("has two ready nodes in each of three zones")
  void hasTwoReadyNodesInEachZone(Cluster cluster) {
    Map<String, Long> readyPerZone =
        cluster.client().nodes().list().getItems().stream()
            .filter(node -> readiness(node).equals("True"))
            .collect(
                Collectors.groupingBy(
                    node -> node.getMetadata().getLabels().get(ZONE), Collectors.counting()));

    assertThat(readyPerZone).isEqualTo(Map.of("1", 2L, "2", 2L, "3", 2L));
  }

  @Test
  @DisplayName("spreads a deployment over its zones and gives its pods addresses")
  void spreadsADeployment(Cluster cluster, TestNamespace namespace) {
    cluster.client().resource(spreadDeployment(namespace, 6)).create();

    List<Pod> pods = awaitReadyPods(cluster, namespace, 6);

    assertThat(podsPerZone(cluster, pods)).isEqualTo(Map.of("1", 2L, "2", 2L, "3", 2L));
    assertThat(pods)
        .extracting(pod -> pod.getStatus().getPodIP())
        .allSatisfy(address -> assertThat(address).matches("10\\.[0-9.]+"))
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("lets a zone fall silent, which evicts its pods, and come back")
  void losesAZoneAndGetsItBack(Cluster cluster, TestNamespace namespace) {
    assumeTrue(cluster.abilities().contains(Cluster.Ability.ZONE_OUTAGE));
    cluster.client().resource(spreadDeployment(namespace, 3)).create();
    awaitReadyPods(cluster, namespace, 3);
    try {
      cluster.failZone("2");

      assertThat(cluster.failedZones()).containsExactly("2");
      awaitReadiness(cluster, "2", "Unknown");
      assertThat(readinessIn(cluster, "1")).containsOnly("True");
      await("eviction")
          .atMost(Duration.ofSeconds(30))
          .until(() -> pods(cluster, namespace).stream().anyMatch(ControlPlaneIT::leaving));
    } finally {
      cluster.restoreZone("2");
    }
    awaitReadiness(cluster, "2", "True");
    assertThat(cluster.failedZones()).isEmpty();
    await("the evicted pod's end")
        .atMost(Duration.ofSeconds(20))
        .until(() -> pods(cluster, namespace).stream().noneMatch(ControlPlaneIT::leaving));
  }

  @Test
  @DisplayName("keeps its data when its control plane is killed and started again")
  void keepsItsDataOverAnOutage(Cluster cluster, TestNamespace namespace) {
    assumeTrue(cluster.abilities().contains(Cluster.Ability.CONTROL_PLANE_OUTAGE));
    cluster.client().resource(configMap(namespace, "kept")).create();
    try {
      cluster.stopControlPlane();

      assertThat(cluster.kubectl("get", "--raw=/readyz", "--request-timeout=2s").ok()).isFalse();
    } finally {
      cluster.startControlPlane();
    }
    assertThat(cluster.client().configMaps().inNamespace(namespace.name()).withName("kept").get())
        .isNotNull();
    awaitReadiness(cluster, "1", "True");
  }

  @Test
  @DisplayName("writes down who changed what, and gives tokens that act as their account")
  void writesAnAuditLog(Cluster cluster, TestNamespace namespace) {
    assumeTrue(cluster.abilities().contains(Cluster.Ability.AUDIT_LOG));
    Instant start = Instant.now();
    await().until(() -> serviceAccountExists(cluster, namespace));
    String bound = "test-" + namespace.name();
    cluster
        .kubectl(
            "create",
            "rolebinding",
            bound,
            "--namespace=" + namespace,
            "--clusterrole=edit",
            "--serviceaccount=" + namespace + ":default")
        .orThrow();
    try (KubernetesClient account = clientOf(cluster, namespace)) {
      account.resource(configMap(namespace, "by-account")).create();
      account.resource(configMap(namespace, "dry")).dryRun().create();
      account.configMaps().inNamespace(namespace.name()).list();
    }

    String user = "system:serviceaccount:" + namespace + ":default";
    assertThat(cluster.auditLog().writesBy(user, start))
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.verb()).isEqualTo("create");
              assertThat(write.resource()).isEqualTo("configmaps");
              assertThat(write.name()).isEqualTo("by-account");
              assertThat(write.code()).isEqualTo(201);
            });
  }

  private static boolean serviceAccountExists(Cluster cluster, TestNamespace namespace) {
    return cluster
            .client()
            .serviceAccounts()
            .inNamespace(namespace.name())
            .withName("default")
            .get()
        != null;
  }

  private static KubernetesClient clientOf(Cluster cluster, TestNamespace namespace) {
    String token = cluster.serviceAccountToken(namespace.name(), "default");
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(
                    io.fabric8.kubernetes.client.Config.fromKubeconfig(
                        cluster.kubeconfigWithToken(token)))
                .build())
        .build();
  }

  private static io.fabric8.kubernetes.api.model.ConfigMap configMap(
      TestNamespace namespace, String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace.name())
        .endMetadata()
        .build();
  }

  private static Deployment spreadDeployment(TestNamespace namespace, int replicas) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("spread")
        .withNamespace(namespace.name())
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .addToMatchLabels("app", "spread")
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", "spread")
        .endMetadata()
        .withNewSpec()
        .addNewTopologySpreadConstraint()
        .withMaxSkew(1)
        .withTopologyKey(ZONE)
        .withWhenUnsatisfiable("DoNotSchedule")
        .withNewLabelSelector()
        .addToMatchLabels("app", "spread")
        .endLabelSelector()
        .endTopologySpreadConstraint()
        .addNewContainer()
        .withName("main")
        .withImage("apim.local/pause:1")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static List<Pod> awaitReadyPods(Cluster cluster, TestNamespace namespace, int count) {
    return await("ready pods")
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> pods(cluster, namespace),
            pods -> pods.stream().filter(ControlPlaneIT::ready).count() == count);
  }

  private static List<Pod> pods(Cluster cluster, TestNamespace namespace) {
    return cluster.client().pods().inNamespace(namespace.name()).list().getItems();
  }

  private static Map<String, Long> podsPerZone(Cluster cluster, List<Pod> pods) {
    Map<String, String> zoneOfNode =
        cluster.client().nodes().list().getItems().stream()
            .collect(
                Collectors.toMap(
                    node -> node.getMetadata().getName(),
                    node -> node.getMetadata().getLabels().get(ZONE)));
    return pods.stream()
        .collect(
            Collectors.groupingBy(
                pod -> zoneOfNode.get(pod.getSpec().getNodeName()), Collectors.counting()));
  }

  private static boolean ready(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static boolean leaving(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  private static void awaitReadiness(Cluster cluster, String zone, String status) {
    await("zone " + zone + " " + status)
        .atMost(Duration.ofSeconds(30))
        .until(() -> readinessIn(cluster, zone).stream().allMatch(status::equals));
  }

  private static List<String> readinessIn(Cluster cluster, String zone) {
    return cluster.client().nodes().withLabel(ZONE, zone).list().getItems().stream()
        .map(ControlPlaneIT::readiness)
        .toList();
  }

  private static String readiness(Node node) {
    return node.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .map(condition -> condition.getStatus())
        .findFirst()
        .orElse("absent");
  }
}
