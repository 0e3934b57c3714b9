package dev.apim.e2e.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A secondary that loses its pointer, goes away and comes back, and an operator that crashes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SideBySide
class RemoteOutageIT {

  private static final Duration LIMIT = Duration.ofSeconds(45);

  @RegisterExtension static final OwnClusters CLUSTERS = PrimaryAndSecondary.clusters();

  private static PrimaryAndSecondary both;

  @BeforeAll
  static void installBoth() {
    both = PrimaryAndSecondary.install(CLUSTERS);
    both.primary()
        .operator()
        .orElseThrow()
        .expectLog("(pushing|cluster) .*(eastasia|again)")
        .expectLog("BlockedThreadChecker")
        .expectLog("WatchManager|Reflector|AbstractWatchManager");
    // its own API server is stopped, too
    both.secondary().operator().orElseThrow().expectLog(".*");
  }

  @AfterAll
  static void endBoth() {
    if (both != null) {
      both.close();
    }
  }

  private static Cluster west() {
    return both.west();
  }

  private static Cluster east() {
    return both.east();
  }

  @Test
  @Order(1)
  @DisplayName("B77 a pointer that was deleted there is written again, and an event says so")
  void aDeletedPointerIsWrittenAgain() {
    Pushed pushed = both.pushed("rebuilt").apply();

    east().kubectl("delete", "gatewayconfiguration", "rebuilt", "-n", Pushed.NAMESPACE).orThrow();

    await().atMost(LIMIT).until(() -> pushed.sequence(east()) > 0);
    pushed.awaitSame();
    await()
        .atMost(LIMIT)
        .until(
            () ->
                west()
                    .kubectl("get", "events", "-n", Region.SYSTEM, "-o", "name", reason())
                    .out()
                    .contains("event"));
  }

  private static String reason() {
    return "--field-selector=reason=TargetRebuilt";
  }

  @Test
  @Order(2)
  @DisplayName("a new kubeconfig that fails does not cost the connection that works")
  void aWrongKubeconfigDoesNotCutTheConnection() {
    Pushed pushed = both.pushed("rotated").apply();
    Objects system = new Objects(west(), Region.SYSTEM);
    String good = both.secondary().pushKubeconfig();

    both.primary().writeKubeconfig("eastasia", east().kubeconfigWithToken("nobody"));
    await()
        .atMost(LIMIT)
        .until(
            () ->
                system
                    .condition("GatewayCluster", "eastasia", "ClusterReachable")
                    .path("message")
                    .asText()
                    .contains("former kubeconfig"));
    long before = pushed.sequence(east());
    pushed.here().apply(pushed.api("one", "changed")).orThrow();
    await().atMost(LIMIT).until(() -> pushed.sequence(east()) > before);

    west()
        .kubectl("delete", "secret", Region.secretName("eastasia"), "-n", Region.SYSTEM)
        .orThrow();
    awaitReachable("False", "KubeconfigNotFound");
    pushed.here().apply(pushed.api("one", "changed-again")).orThrow();
    pushed.awaitSequence(before + 2);
    both.primary().writeKubeconfig("eastasia", good);

    awaitReachable("True", "Reachable");
    pushed.awaitSame();
  }

  @Test
  @Order(3)
  @DisplayName("B79 pushes go on by a new token while the one before is revoked, with no restart")
  void aNewTokenIsTakenWhileTheOldOneIsRevoked() {
    Pushed pushed = both.pushed("renewed").apply();
    String old = both.secondary().pushKubeconfig("token-1");
    both.primary().writeKubeconfig("eastasia", old);
    pushed.here().apply(pushed.api("one", "by-the-first")).orThrow();
    pushed.awaitArrivalOf("by-the-first");

    both.primary().writeKubeconfig("eastasia", both.secondary().pushKubeconfig("token-2"));
    east().kubectl("delete", "secret", "token-1", "-n", Pushed.NAMESPACE).orThrow();
    // the API server remembers a token for 10 s
    await("the old token is revoked").atMost(LIMIT).until(() -> !isAccepted(old));
    pushed.here().apply(pushed.api("one", "by-the-second")).orThrow();

    pushed.awaitArrivalOf("by-the-second");
    awaitReachable("True", "Reachable");
  }

  private static boolean isAccepted(String kubeconfig) {
    try (KubernetesClient client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build()) {
      client.raw("/readyz");
      return true;
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).isEqualTo(HttpURLConnection.HTTP_UNAUTHORIZED);
      return false;
    }
  }

  @Test
  @Order(4)
  @DisplayName("B79 while a secondary is down the primary publishes on, then it catches up")
  void aSecondaryThatComesBackCatchesUp() {
    Pushed pushed = both.pushed("outage").apply();
    long before = pushed.sequence(west());

    east().stopControlPlane();
    awaitReachable("False", "ClusterUnreachable");
    pushed.here().apply(pushed.api("one", "meanwhile")).orThrow();
    await().atMost(Duration.ofSeconds(3)).until(() -> pushed.sequence(west()) > before);
    JsonNode location =
        pushed
            .here()
            .awaitCondition(
                "GatewayLocation",
                pushed.far(),
                "ClusterReachable",
                "False",
                "ClusterUnreachable",
                LIMIT);
    assertThat(location.path("message").asText()).isNotEmpty();
    east().startControlPlane();

    awaitReachable("True", "Reachable");
    await().atMost(LIMIT).until(() -> pushed.sequence(east()) == pushed.sequence(west()));
    pushed.awaitSame();
  }

  @Test
  @Order(5)
  @DisplayName("an operator that crashed publishes and pushes what was applied meanwhile")
  void aCrashedOperatorGoesOn() {
    Pushed pushed = both.pushed("crashed").apply();
    long before = pushed.sequence(east());

    both.primary().operator().orElseThrow().kill();
    pushed.here().apply(pushed.api("one", "meanwhile")).orThrow();
    pushed.here().delete(pushed.location(pushed.near() + "-none", "westus", 1)).orThrow();
    both.primary().operator().orElseThrow().startAgain();

    await().atMost(LIMIT).until(() -> pushed.sequence(east()) == before + 1);
    pushed.awaitSame();
  }

  private static void awaitReachable(String status, String reason) {
    new Objects(west(), Region.SYSTEM)
        .awaitCondition("GatewayCluster", "eastasia", "ClusterReachable", status, reason, LIMIT);
  }
}
