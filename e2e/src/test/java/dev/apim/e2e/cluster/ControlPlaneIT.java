package dev.apim.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.Cluster.Ability;
import dev.apim.e2e.junit.Needs;
import dev.apim.e2e.junit.SharedCluster;
import dev.apim.e2e.junit.TestNamespace;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SharedCluster
@DisplayName("A test cluster")
class ControlPlaneIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  @DisplayName("has two ready nodes in each of three zones")
  void hasTwoReadyNodesInEachZone(Cluster cluster) {
    assertThat(new TestWorkload(cluster, "default").readyNodesPerZone())
        .isEqualTo(Map.of("1", 2L, "2", 2L, "3", 2L));
  }

  @Test
  @DisplayName("spreads a deployment over its zones and gives its pods addresses")
  void spreadsADeployment(Cluster cluster, TestNamespace namespace) {
    TestWorkload workload = new TestWorkload(cluster, namespace.name());
    workload.create(6);

    List<Pod> pods = workload.awaitReadyPods(6, LIMIT);

    assertThat(workload.podsPerZone()).isEqualTo(Map.of("1", 2L, "2", 2L, "3", 2L));
    assertThat(pods)
        .extracting(pod -> pod.getStatus().getPodIP())
        .allSatisfy(address -> assertThat(address).matches("10\\.[0-9.]+"))
        .doesNotHaveDuplicates();
  }

  @Test
  @Needs(Ability.ZONE_OUTAGE)
  @DisplayName("lets a zone fall silent, which evicts its pods, and come back")
  void losesAZoneAndGetsItBack(Cluster cluster, TestNamespace namespace) {
    TestWorkload workload = new TestWorkload(cluster, namespace.name());
    workload.create(3);
    workload.awaitReadyPods(3, LIMIT);
    try {
      cluster.failZone("2");

      assertThat(cluster.failedZones()).containsExactly("2");
      workload.awaitReadiness("2", "Unknown");
      assertThat(workload.readinessIn("1")).containsOnly("True");
      await("eviction").atMost(LIMIT).until(workload::podsLeaving);
    } finally {
      cluster.restoreZone("2");
    }
    workload.awaitReadiness("2", "True");
    assertThat(cluster.failedZones()).isEmpty();
    await("the evicted pod's end").atMost(LIMIT).until(() -> !workload.podsLeaving());
  }

  @Test
  @Needs(Ability.CONTROL_PLANE_OUTAGE)
  @DisplayName("keeps its data when its control plane is killed and started again")
  void keepsItsDataOverAnOutage(Cluster cluster, TestNamespace namespace) {
    cluster.client().resource(configMap(namespace, "kept")).create();
    try {
      cluster.stopControlPlane();

      assertThat(cluster.kubectl("get", "--raw=/readyz", "--request-timeout=2s").ok()).isFalse();
    } finally {
      cluster.startControlPlane();
    }
    assertThat(cluster.client().configMaps().inNamespace(namespace.name()).withName("kept").get())
        .isNotNull();
    new TestWorkload(cluster, namespace.name()).awaitReadiness("1", "True");
  }

  @Test
  @Needs(Ability.AUDIT_LOG)
  @DisplayName("writes down who changed what, and gives tokens that act as their account")
  void writesAnAuditLog(Cluster cluster, TestNamespace namespace) {
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
}
