package dev.apim.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import dev.apim.e2e.region.RegionSpec.OperatorForm;
import dev.apim.e2e.tools.Home;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The image archives, loaded into containerd and run by kubelets. */
@SideBySide
class ImagesOnRealNodesE2E {

  private static final Path ARCHIVES = Home.tree().resolve("gateway-image/image/target");
  private static final String RESTRICTED = "restricted";

  @RegisterExtension
  static final OwnClusters CLUSTERS =
      OwnClusters.of(
          ClusterSpec.named("images").withNodesPerZone(1).withNodes(ClusterSpec.Nodes.REAL));

  @BeforeAll
  static void loadTheImages() {
    for (String image : List.of("gateway-image.tar", "operator-image.tar")) {
      assertThat(ARCHIVES.resolve(image)).as("made by: mvn package").satisfies(Files::exists);
      cluster().importImage(ARCHIVES.resolve(image));
    }
    Releases.restrictedNamespace(cluster(), RESTRICTED);
  }

  @Test
  void theGatewayLivesInAPodOfTheStrictestKind() {
    cluster().kubectl("apply", "-n", RESTRICTED, "-f", resource("gateway-pod.yaml")).orThrow();

    await("the gateway's start")
        .atMost(Duration.ofSeconds(60))
        .until(() -> gatewayStatus() != null && Boolean.TRUE.equals(gatewayStatus().getStarted()));
    assertThat(gatewayStatus().getRestartCount()).isZero();
    // it has no configuration, so it lives and is not ready
    assertThat(gatewayStatus().getReady()).isFalse();
  }

  @Test
  void theOperatorRunsAsThePodsOfTheChartAndAnotherLeadsWhenTheLeaderIsGone() {
    Releases.restrictedNamespace(cluster(), Region.SYSTEM);
    try (Region region =
        Region.install(cluster(), RegionSpec.primary("westus").withOperator(OperatorForm.PODS))) {
      assertThat(region.operator()).isEmpty();
      assertThat(operatorPods()).extracting(p -> p.getSpec().getNodeName()).doesNotHaveDuplicates();
      String leader =
          await("a leader")
              .atMost(Duration.ofSeconds(30))
              .until(ImagesOnRealNodesE2E::leader, holder -> !holder.isEmpty());
      assertThat(operatorPods()).extracting(p -> p.getMetadata().getName()).contains(leader);

      client().pods().inNamespace(Region.SYSTEM).withName(leader).delete();

      await("another leader")
          .atMost(Duration.ofSeconds(30))
          .until(ImagesOnRealNodesE2E::leader, next -> !next.isEmpty() && !next.equals(leader));
    }
  }

  private static ContainerStatus gatewayStatus() {
    Pod pod = client().pods().inNamespace(RESTRICTED).withName("gateway").get();
    return pod.getStatus().getContainerStatuses().stream().findFirst().orElse(null);
  }

  private static List<Pod> operatorPods() {
    return client()
        .pods()
        .inNamespace(Region.SYSTEM)
        .withLabel("app.kubernetes.io/name", "apim-operator")
        .list()
        .getItems();
  }

  private static String leader() {
    Lease lease = client().leases().inNamespace(Region.SYSTEM).withName("apim-operator").get();
    return lease == null || lease.getSpec().getHolderIdentity() == null
        ? ""
        : lease.getSpec().getHolderIdentity();
  }

  private static String resource(String name) {
    return Home.tree()
        .resolve("e2e/src/test/resources/dev/apim/e2e/chart")
        .resolve(name)
        .toString();
  }

  private static KubernetesClient client() {
    return cluster().client();
  }

  private static Cluster cluster() {
    return CLUSTERS.get("images");
  }
}
