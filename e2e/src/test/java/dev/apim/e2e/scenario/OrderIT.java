package dev.apim.e2e.scenario;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import dev.apim.e2e.tools.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two regions whose objects come and go in an order that nobody would choose. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SideBySide
class OrderIT {

  private static final String NAMESPACE = "apim";
  private static final Path EXAMPLE = Home.tree().resolve("examples/two-regions");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> OURS =
      List.of(
          "apim", "gwloc", "apimapi", "apimbackend", "apimconfig", "apimsnapshot", "apimbucket");
  private static final List<String> CHILDREN =
      List.of(
          "deployments",
          "poddisruptionbudgets",
          "services",
          "serviceaccounts",
          "roles",
          "rolebindings",
          "controllerrevisions",
          "leases",
          "secrets",
          "pods");

  @RegisterExtension
  static final OwnClusters CLUSTERS =
      OwnClusters.of(
          ClusterSpec.named("westus").withZones("westus-1", "westus-2", "westus-3"),
          ClusterSpec.named("eastasia").withZones("eastasia-1", "eastasia-2", "eastasia-3"));

  private static Region westus;
  private static Region eastasia;

  /** What there was before anything of ours: the chart's, the namespace's. */
  private static final Map<String, Integer> BEFORE = new HashMap<>();

  @BeforeAll
  static void installBothRegions() {
    eastasia =
        Region.install(CLUSTERS.get("eastasia"), RegionSpec.secondary("eastasia", NAMESPACE));
    westus = Region.install(CLUSTERS.get("westus"), RegionSpec.primary("westus"));
    westus.operator().orElseThrow().expectLog("eastasia-kubeconfig");
    westus.cluster().kubectl("create", "namespace", NAMESPACE).orThrow();
    for (Region region : List.of(westus, eastasia)) {
      await("the namespace's own ServiceAccount")
          .atMost(LIMIT)
          .until(() -> objects(region).count("serviceaccounts") > 0);
      CHILDREN.forEach(
          kind -> BEFORE.put(region.clusterName() + kind, objects(region).count(kind)));
    }
  }

  @AfterAll
  static void stopTheOperators() {
    for (Region region : new Region[] {westus, eastasia}) {
      if (region != null) {
        region.close();
      }
    }
  }

  @Test
  @Order(1)
  @DisplayName("B67 locations before their instance, a cluster before its Secret: all settles")
  void everythingInTheWrongOrder() {
    Objects west = objects(westus);
    new Objects(westus.cluster(), Region.SYSTEM)
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: GatewayCluster
            metadata: {name: eastasia}
            spec: {kubeconfigSecretRef: {name: eastasia-kubeconfig}, namespace: apim}
            """)
        .orThrow();
    west.apply(EXAMPLE.resolve("apis.yaml")).orThrow();
    west.apply(EXAMPLE.resolve("locations.yaml")).orThrow();
    west.awaitCondition("gwloc", "eastasia", "Accepted", "False", "InstanceNotFound", LIMIT);
    west.awaitCondition("apimapi", "echo", "Accepted", "False", "InstanceNotFound", LIMIT);

    west.apply(EXAMPLE.resolve("instance.yaml")).orThrow();
    westus.writeKubeconfig("eastasia", eastasia.pushKubeconfig());

    for (Region region : List.of(westus, eastasia)) {
      await(region.clusterName() + " has its replicas")
          .atMost(LIMIT)
          .until(() -> ready(region).equals("6/6"));
    }
    await("the primary shows the secondary's replicas")
        .atMost(LIMIT)
        .until(
            () -> west.get("gwloc", "eastasia").at("/status/readySummary").asText().equals("6/6"));
    west.awaitCondition("apimapi", "echo", "Accepted", "True", "", LIMIT);
  }

  @Test
  @Order(2)
  @DisplayName("B68 everything deleted at once leaves nothing behind, in either region")
  void everythingDeletedAtOnce() {
    westus
        .cluster()
        .kubectl(
            "delete", "apim,gwloc,apimapi,apimbackend", "--all", "-n", NAMESPACE, "--wait=false")
        .orThrow();

    for (Region region : List.of(westus, eastasia)) {
      for (List<String> kinds : List.of(OURS, CHILDREN)) {
        for (String kind : kinds) {
          await("no " + kind + " in " + region.clusterName())
              .atMost(LIMIT)
              .until(() -> leftOver(region, kind) == 0);
        }
      }
    }
  }

  private static int leftOver(Region region, String kind) {
    return objects(region).count(kind) - BEFORE.getOrDefault(region.clusterName() + kind, 0);
  }

  private static String ready(Region region) {
    return objects(region).get("gwloc", region.clusterName()).at("/status/readySummary").asText();
  }

  private static Objects objects(Region region) {
    return new Objects(region.cluster(), NAMESPACE);
  }
}
