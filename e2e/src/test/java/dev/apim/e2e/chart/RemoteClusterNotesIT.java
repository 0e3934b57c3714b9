package dev.apim.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.process.CommandResult;
import dev.apim.e2e.process.Commands;
import dev.apim.e2e.tools.Binaries;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands that helm prints are typed as they stand. */
@SideBySide
class RemoteClusterNotesIT {

  private static final String SYSTEM = "apim-system";
  private static final String PUSHED = "pushed";

  @RegisterExtension
  static final OwnClusters CLUSTERS =
      OwnClusters.of(
          ClusterSpec.named("primary").withZones("1").withNodesPerZone(1),
          ClusterSpec.named("eastasia").withZones("1").withNodesPerZone(1));

  @TempDir Path work;

  @Test
  void theCommandsOfTheNotesHandASecondaryOverToItsPrimary() {
    Cluster primary = CLUSTERS.get("primary");
    Cluster secondary = CLUSTERS.get("eastasia");
    for (Cluster cluster : List.of(primary, secondary)) {
      Releases.restrictedNamespace(cluster, SYSTEM);
      Releases.restrictedNamespace(cluster, PUSHED);
    }
    Releases.install(primary, SYSTEM, "clusterName=westus", "replicas=0");
    Releases.install(
        secondary,
        SYSTEM,
        "clusterName=eastasia",
        "role=secondary",
        "replicas=0",
        "push.namespace=" + PUSHED);
    List<String> blocks = commands(secondary.helm("get", "notes", "apim", "-n", SYSTEM).orThrow());
    assertThat(blocks).hasSize(2);

    type(secondary, blocks.get(0)).orThrow();
    // no operator here that would find the cluster reachable
    String names = "CLUSTER=eastasia; TARGET=" + PUSHED + "\n";
    type(primary, names + blocks.get(1).replaceAll("(?m)^kubectl .* wait .*$", "")).orThrow();

    Secret handedOver =
        primary.client().secrets().inNamespace(SYSTEM).withName("eastasia-kubeconfig").get();
    String kubeconfig =
        new String(
            Base64.getDecoder().decode(handedOver.getData().get("kubeconfig")),
            StandardCharsets.UTF_8);
    try (KubernetesClient pushing =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build()) {
      assertThat(pushing.namespaces().withName("kube-system").get().getMetadata().getUid())
          .isEqualTo(
              secondary.client().namespaces().withName("kube-system").get().getMetadata().getUid());
      assertThat(pushing.getNamespace()).isEqualTo(PUSHED);
    }
    assertThat(
            primary.kubectl("get", "gwcluster", "eastasia", "-n", SYSTEM, "-o", "yaml").orThrow())
        .contains("namespace: " + PUSHED)
        .contains("name: eastasia-kubeconfig");
    assertThat(work).isEmptyDirectory();
  }

  private static List<String> commands(String notes) {
    return Pattern.compile("(?s)```\\n(.*?)```")
        .matcher(notes)
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  private CommandResult type(Cluster cluster, String commands) {
    Path kubectl = Binaries.locate().get("kubectl");
    return Commands.run(
        List.of("bash", "-euo", "pipefail", "-c", commands),
        Map.of(
            "KUBECONFIG",
            cluster.kubeconfig().toString(),
            "PATH",
            kubectl.getParent() + ":" + System.getenv("PATH")),
        work,
        null);
  }
}
