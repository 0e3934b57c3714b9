package dev.apim.e2e.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.app.GatewayProcess;
import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.argocd.Application;
import dev.apim.e2e.argocd.ArgoCd;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.Availability;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.region.Objects;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real Argo CD brings one repository to two clusters: what it shows, and that nobody fights. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SideBySide
class ArgoCdIT {

  private static final List<String> OURS =
      List.of(
          "apim",
          "gwloc",
          "apimapi",
          "apimbackend",
          "apimpolicy",
          "apimconfig",
          "apimsnapshot",
          "apimbucket",
          "serviceaccounts",
          "roles",
          "rolebindings");

  /** What is in the namespace without us. */
  private static final Set<String> ALWAYS =
      Set.of(
          "serviceaccount/default",
          "serviceaccount/apim-push",
          "role.rbac.authorization.k8s.io/apim-push",
          "rolebinding.rbac.authorization.k8s.io/apim-push");

  @RegisterExtension
  static final OwnClusters CLUSTERS =
      OwnClusters.of(
          ClusterSpec.named("westus").withZones("1").withNodesPerZone(1),
          ClusterSpec.named("eastasia").withZones("1").withNodesPerZone(1));

  private static GitOpsSite site;
  private static GatewayProcess westGateway;
  private static GatewayProcess eastGateway;

  @BeforeAll
  static void install() {
    Availability.require(ArgoCd.obstacle());
    site = GitOpsSite.install(CLUSTERS.get("westus"), CLUSTERS.get("eastasia"));
    site.west().operator().orElseThrow().expectLog("eastasia");
    site.register(site.west());
    site.applyApplicationSet();
  }

  @AfterAll
  static void end() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  @Order(1)
  @DisplayName("B108 the primary is Healthy only once every region serves the revision")
  void healthyOnlyOnceEveryRegionServes() {
    String commit = site.writeExample().push("the example");
    westGateway = site.startGateway(site.west(), "West US");
    await("served in West US").atMost(GitOpsSite.LIMIT).until(() -> westGateway.isReady());
    Application waiting =
        site.awaitApplication("westus", "waits for East Asia", app -> app.resources().size() > 2);
    assertThat(waiting.health()).isNotEqualTo("Healthy");

    eastGateway = site.startGateway(site.east(), "East Asia");

    Application healthy =
        site.awaitApplication("westus", "healthy", app -> app.isHealthyAt(commit));
    assertThat(healthy.resources().get("Api/orders")).startsWith("Healthy 2 of 2 replicas");
    assertThat(site.get(westGateway, "/orders/7")).isEqualTo("200 echo GET /7\n");
    assertThat(site.get(eastGateway, "/orders/7")).isEqualTo("200 echo GET /7\n");
  }

  @Test
  @Order(2)
  @DisplayName("B79 elsewhere the same sources are NotPrimary and Healthy, over the copies there")
  void elsewhereTheSameSourcesAreHealthy() {
    assertThat(site.there().get("apim", "contoso").at("/spec/origin").isMissingNode())
        .as("a copy is there before Argo CD comes")
        .isFalse();
    site.register(site.east());

    Application east =
        site.awaitApplication(
            "eastasia",
            "healthy",
            app -> app.health().equals("Healthy") && app.sync().equals("Synced"));

    assertThat(east.resources().get("Api/orders")).startsWith("Healthy NotPrimary: ");
    assertThat(east.resources().get("GatewayLocation/westus")).startsWith("Healthy ");
    assertNobodyFights();
  }

  @Test
  @Order(3)
  @DisplayName("B108 a wrong document is Degraded with place and reason; the right one heals it")
  void aWrongDocumentIsDegradedWithTheReason() {
    site.write("apis", site.example("apis").replace("set-header", "set-heder"));
    site.push("a typing error");

    Application wrong =
        site.awaitApplication("westus", "degraded", app -> app.health().equals("Degraded"));
    assertThat(wrong.resources().get("Policy/orders"))
        .startsWith("Degraded InvalidPolicy: ")
        .contains("set-heder");
    assertThat(site.get(eastGateway, "/orders/7")).startsWith("200 ");

    site.write("apis", site.example("apis").replace("path: orders", "path: orders/v2"));
    String mended = site.push("mended, with another path");
    site.awaitApplication("westus", "healthy", app -> app.isHealthyAt(mended));
    assertThat(site.get(westGateway, "/orders/v2/7")).startsWith("200 ");
    assertThat(site.get(eastGateway, "/orders/v2/7")).startsWith("200 ");
  }

  @Test
  @Order(4)
  @DisplayName("B108 a hand's edit is taken back by self-heal; nothing is synced at rest")
  void selfHealTakesAHandsEditBack() {
    site.west()
        .cluster()
        .kubectl(
            "patch",
            "apimapi",
            "orders",
            "-n",
            GitOpsSite.NAMESPACE,
            "--type=merge",
            "-p",
            "{\"spec\":{\"path\":\"hand\"}}")
        .orThrow();

    await("the path of Git is back")
        .atMost(GitOpsSite.LIMIT)
        .until(
            () ->
                site.here().get("apimapi", "orders").at("/spec/path").asText().equals("orders/v2"));
    site.awaitApplication(
        "westus", "healthy", app -> app.health().equals("Healthy") && app.sync().equals("Synced"));
    assertNobodyFights();
  }

  @Test
  @Order(5)
  @DisplayName("B77 a region that is down is Degraded with the reason, and holds up no other")
  void aRegionThatIsDownIsDegradedAndHoldsUpNoOther() {
    // a region that is down has no operator; it would end once its Lease has run out
    OperatorProcess operator = site.east().operator().orElseThrow();
    operator.terminate();
    site.east().cluster().stopControlPlane();
    try {
      Application down =
          site.awaitApplication("westus", "degraded", app -> app.health().equals("Degraded"));
      assertThat(down.resources().get("GatewayLocation/eastasia"))
          .startsWith("Degraded ClusterUnreachable: ");
      site.write("apis", site.example("apis").replace("path: orders", "path: orders/v3"));
      String commit = site.push("while East Asia is down");
      site.awaitApplication(
          "westus", "synced", app -> app.isSyncedAt(commit) && app.phase().startsWith("Succeeded"));
      await("served in West US")
          .atMost(GitOpsSite.LIMIT)
          .until(() -> site.get(westGateway, "/orders/v3/7").startsWith("200 "));
      assertThat(site.argo().application("apim-westus").health()).isEqualTo("Degraded");
    } finally {
      site.east().cluster().startControlPlane();
      operator.startAgain();
    }
    for (String cluster : List.of("westus", "eastasia")) {
      site.awaitApplication(
          cluster, "healthy", app -> app.health().equals("Healthy") && app.sync().equals("Synced"));
    }
    assertThat(site.get(eastGateway, "/orders/v3/7")).startsWith("200 ");
  }

  @Test
  @Order(6)
  @DisplayName("B68 deleted in Git in any order, in several commits or one, nothing is left")
  void deletedInAnyOrderNothingIsLeft() {
    for (List<List<String>> order : Fabrikam.ORDERS) {
      Fabrikam.FILES.forEach(file -> site.write(file, Fabrikam.text(file)));
      site.push("Fabrikam, to go as " + order);
      for (Objects objects : List.of(site.here(), site.there())) {
        await("published")
            .atMost(GitOpsSite.LIMIT)
            .until(() -> objects.get("apimconfig", "fabrikam").isObject());
      }
      for (List<String> files : order) {
        files.forEach(site::remove);
        String commit = site.push("without " + files);
        site.awaitApplication("westus", "synced", app -> app.isSyncedAt(commit));
      }
      for (Objects objects : List.of(site.here(), site.there())) {
        await("nothing is left of Fabrikam that went as " + order)
            .atMost(GitOpsSite.LIMIT)
            .until(() -> left(objects).stream().noneMatch(name -> name.contains("fabrikam")));
      }
    }
    assertThat(site.get(westGateway, "/orders/v3/7")).startsWith("200 ");
  }

  @Test
  @Order(7)
  @DisplayName("B68 what goes from Git goes from both clusters, the instance before its Apis too")
  void whatGoesFromGitGoesFromBothClusters() {
    site.remove("instance");
    site.push("the instance first");
    for (Objects objects : List.of(site.here(), site.there())) {
      await("no pointer").atMost(GitOpsSite.LIMIT).until(() -> objects.count("apimconfig") == 0);
    }
    Application orphaned =
        site.awaitApplication(
            "westus",
            "tells",
            app -> app.resources().getOrDefault("Api/orders", "").contains("InstanceNotFound"));
    assertThat(orphaned.resources()).doesNotContainKey("ApiManagementInstance/contoso");

    site.argo()
        .objects()
        .delete("{apiVersion: argoproj.io/v1alpha1, kind: ApplicationSet, metadata: {name: apim}}")
        .orThrow();

    for (Objects objects : List.of(site.here(), site.there())) {
      await("nothing of ours is left")
          .atMost(GitOpsSite.LIMIT)
          .until(() -> left(objects).isEmpty());
    }
    await("no Application is left")
        .atMost(GitOpsSite.LIMIT)
        .until(() -> site.argo().objects().count("applications") == 0);
  }

  private static List<String> left(Objects objects) {
    return OURS.stream()
        .flatMap(kind -> objects.names(kind).stream())
        .filter(name -> !ALWAYS.contains(name))
        .toList();
  }

  /** For a while neither Argo CD syncs nor anybody changes a spec. */
  private static void assertNobodyFights() {
    List<String> before = rest();
    await("nothing moves")
        .during(Duration.ofSeconds(6))
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> rest().equals(before));
  }

  private static List<String> rest() {
    return List.of(
        site.argo().application("apim-westus").finished(),
        site.argo().application("apim-eastasia").finished(),
        generations(site.here()),
        generations(site.there()));
  }

  private static String generations(Objects objects) {
    return objects.generations("apim,gwloc,apimapi,apimbackend,apimpolicy,apimconfig");
  }
}
