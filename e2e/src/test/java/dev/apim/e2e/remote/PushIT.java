package dev.apim.e2e.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.cluster.AuditEntry;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two clusters, the product in both by its chart, and a primary that pushes by its token. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PushIT {

  private static final String PUSH_USER =
      "system:serviceaccount:" + Pushed.NAMESPACE + ":apim-push";

  @RegisterExtension static final OwnClusters CLUSTERS = PrimaryAndSecondary.clusters();

  private static PrimaryAndSecondary both;

  /** Left alone by every test. */
  private static Pushed quiet;

  private static Instant quietSince;

  @BeforeAll
  static void installBoth() {
    both = PrimaryAndSecondary.install(CLUSTERS);
    for (Region region : List.of(both.primary(), both.secondary())) {
      // tests that delete objects race with statuses that are on their way
      region
          .operator()
          .orElseThrow()
          .expectLog("EventProcessor.*PATCH.*/status.*not found")
          .expectLog("BlockedThreadChecker");
    }
    quiet = pushed("quiet").apply();
    quietSince = Instant.now().plusSeconds(2);
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

  private static Pushed pushed(String name) {
    return both.pushed(name);
  }

  @Test
  @DisplayName("B77 an edit here is in the other cluster's pointer in well under three seconds")
  void anEditArrivesInTheOtherCluster() {
    Pushed pushed = pushed("edited").apply();
    long before = pushed.sequence(east());

    pushed.here().apply(pushed.api("one", "changed")).orThrow();
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(3))
        .until(() -> pushed.sequence(east()) > before);

    pushed.awaitSame();
    JsonNode copy = pushed.there().get("GatewayLocation", pushed.far());
    assertThat(copy.at("/spec/cluster").asText()).isEqualTo("eastasia");
    assertThat(copy.at("/spec/origin/cluster").asText()).isEqualTo("westus");
    assertThat(copy.at("/metadata/ownerReferences").isMissingNode()).isTrue();
    assertThat(copy.at("/metadata/finalizers").isMissingNode()).isTrue();
    assertThat(pushed.there().get("GatewayLocation", pushed.near()).at("/spec/cluster").asText())
        .isEqualTo("westus");
  }

  @Test
  @DisplayName("B77 the cluster says that it is reachable, who it is and how far it lags")
  void theOtherClusterIsDescribed() {
    pushed("described").apply();
    Objects system = new Objects(west(), Region.SYSTEM);

    await()
        .atMost(Pushed.LIMIT)
        .untilAsserted(
            () -> {
              JsonNode status = system.get("GatewayCluster", "eastasia").path("status");
              assertThat(status.path("type").asText()).isEqualTo("Remote");
              assertThat(status.path("identity").asText()).isEqualTo(uidOfKubeSystem(east()));
              assertThat(status.path("kubernetesVersion").asText()).startsWith("v1.");
              assertThat(status.path("lagMillis").asInt()).isPositive();
            });
    JsonNode own = system.get("GatewayCluster", "westus").path("status");
    assertThat(own.path("type").asText()).isEqualTo("Local");
    assertThat(own.path("identity").asText()).isEqualTo(uidOfKubeSystem(west()));
  }

  @Test
  @DisplayName(
      "units scaled in the other cluster stand, and both values are shown until they agree")
  void aScalingThereStands() {
    Pushed pushed = pushed("scaled").apply();

    east()
        .kubectl("scale", "gatewaylocation", pushed.far(), "--replicas=5", "-n", Pushed.NAMESPACE)
        .orThrow();

    JsonNode overridden =
        pushed
            .here()
            .awaitCondition(
                "GatewayLocation",
                pushed.far(),
                "UnitsOverridden",
                "True",
                "ScaledLocally",
                Pushed.LIMIT);
    assertThat(overridden.path("message").asText()).contains("5").contains("3");
    pushed.here().apply(pushed.location(pushed.far(), "eastasia", 4)).orThrow();
    pushed.here().apply(pushed.api("one", "changed")).orThrow();
    pushed.awaitSame();
    assertThat(units(pushed)).isEqualTo(5);
    pushed.here().apply(pushed.location(pushed.far(), "eastasia", 5)).orThrow();
    pushed
        .here()
        .awaitCondition(
            "GatewayLocation", pushed.far(), "UnitsOverridden", "False", "AsPushed", Pushed.LIMIT);
    pushed.here().apply(pushed.location(pushed.far(), "eastasia", 2)).orThrow();
    await().atMost(Pushed.LIMIT).until(() -> units(pushed) == 2);
  }

  @Test
  @DisplayName("B68 a location and an instance that are deleted here go there too")
  void whatIsDeletedHereGoesThere() {
    Pushed pushed = pushed("removed").apply();

    pushed.here().delete(pushed.location(pushed.near() + "x", "westus", 1)).orThrow();
    pushed.here().apply(pushed.location("removed-more", "eastasia", 1)).orThrow();
    await()
        .atMost(Pushed.LIMIT)
        .until(() -> pushed.there().get("GatewayLocation", "removed-more").isObject());
    pushed.here().delete(pushed.location("removed-more", "eastasia", 1)).orThrow();
    await()
        .atMost(Pushed.LIMIT)
        .until(() -> pushed.there().get("GatewayLocation", "removed-more").isMissingNode());
    assertThat(pushed.there().get("GatewayLocation", pushed.far()).isObject()).isTrue();

    pushed
        .here()
        .delete(
            pushed.instance()
                + pushed.location(pushed.near(), "westus", 3)
                + pushed.location(pushed.far(), "eastasia", 3)
                + pushed.api("one", "one"))
        .orThrow();

    await()
        .atMost(Pushed.LIMIT)
        .untilAsserted(
            () -> {
              assertThat(pushed.pointerThere().isMissingNode()).isTrue();
              assertThat(pushed.there().get("ApiManagementInstance", "removed").isMissingNode())
                  .isTrue();
              assertThat(pushed.there().get("GatewayLocation", pushed.far()).isMissingNode())
                  .isTrue();
              assertThat(partsThere("removed")).isZero();
            });
  }

  @Test
  @DisplayName("an instance that is deleted and made again at once is pushed again")
  void anInstanceMadeAgainIsPushedAgain() {
    Pushed pushed = pushed("again").apply();
    String before = pushed.pointerThere().at("/spec/fence/lineage").asText();

    west()
        .kubectl("delete", "apimanagementinstance", "again", "-n", Pushed.NAMESPACE, "--wait=false")
        .orThrow();
    pushed.here().apply(pushed.instance()).orThrow();

    await()
        .atMost(Duration.ofSeconds(45))
        .until(
            () -> {
              String lineage = pushed.pointerThere().at("/spec/fence/lineage").asText();
              return !lineage.isEmpty() && !lineage.equals(before);
            });
    pushed.awaitSame();
    await()
        .atMost(Pushed.LIMIT)
        .until(
            () ->
                pushed
                    .there()
                    .get("GatewayLocation", pushed.far())
                    .at("/spec/origin/state")
                    .asText()
                    .equals("Active"));
  }

  @Test
  @DisplayName("B108 what a user applied there is left alone, and a difference is told")
  void whatAUserAppliedThereIsLeftAlone() {
    Pushed pushed = pushed("applied");
    pushed.there().apply(pushed.location(pushed.far(), "eastasia", 1)).orThrow();
    pushed.apply();

    JsonNode conflict =
        pushed
            .here()
            .awaitCondition(
                "GatewayLocation",
                pushed.far(),
                "PushConflict",
                "True",
                "AppliedByUser",
                Pushed.LIMIT);
    assertThat(conflict.path("message").asText()).contains(pushed.far());
    assertThat(units(pushed)).isEqualTo(1);

    pushed.here().apply(pushed.location(pushed.far(), "eastasia", 1)).orThrow();
    pushed
        .here()
        .awaitCondition(
            "GatewayLocation", pushed.far(), "PushConflict", "False", "Pushed", Pushed.LIMIT);
  }

  @Test
  @DisplayName("B82 an instance of the same name in another namespace never overwrites the first")
  void theSameNameInAnotherNamespaceIsRefused() {
    Pushed first = pushed("twin").apply();
    JsonNode before = first.pointerThere();
    west().kubectl("create", "namespace", "other").orThrow();
    Objects other = new Objects(west(), "other");

    other
        .apply(
            first.instance()
                + first.location(first.near(), "westus", 1)
                + first.location(first.far(), "eastasia", 1)
                + first.api("two", "two"))
        .orThrow();

    other.awaitCondition(
        "GatewayLocation", first.far(), "PushConflict", "True", "ForeignHolder", Pushed.LIMIT);
    JsonNode after = first.pointerThere();
    assertThat(after.at("/spec/fence/lineage")).isEqualTo(before.at("/spec/fence/lineage"));
    assertThat(after.at("/spec/active/inline").toString()).doesNotContain("twin-two");
    assertThat(units(first)).isEqualTo(3);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  @DisplayName("after convergence nothing is pushed, however much is pushed for others")
  void whenNothingChangesNothingIsPushed() {
    await("40 s since it was left alone")
        .atMost(Duration.ofSeconds(45))
        .until(() -> Instant.now().isAfter(quietSince.plusSeconds(40)));

    assertThat(east().auditLog().writesBy(PUSH_USER, quietSince))
        .map(AuditEntry::path)
        .noneMatch(path -> path.contains("/quiet"));
    quiet.awaitSame();
  }

  @Test
  @DisplayName("B53 configuration that is applied in a secondary is not accepted there")
  void configurationInASecondaryIsNotPrimary() {
    Pushed pushed = pushed("misplaced").apply();

    pushed.there().apply(pushed.api("stray", "stray")).orThrow();

    JsonNode accepted =
        pushed
            .there()
            .awaitCondition(
                "Api", "misplaced-stray", "Accepted", "False", "NotPrimary", Pushed.LIMIT);
    assertThat(accepted.path("message").asText()).contains("westus");
    pushed.there().delete(pushed.api("stray", "stray")).orThrow();
  }

  private static int units(Pushed pushed) {
    return pushed.there().get("GatewayLocation", pushed.far()).at("/spec/units").asInt();
  }

  private static int partsThere(String instance) {
    return east()
        .client()
        .genericKubernetesResources("apim.dev/v1alpha1", "ConfigurationBucket")
        .inNamespace(Pushed.NAMESPACE)
        .withLabel("apim.dev/instance", instance)
        .list()
        .getItems()
        .size();
  }

  private static String uidOfKubeSystem(Cluster cluster) {
    return cluster.client().namespaces().withName("kube-system").get().getMetadata().getUid();
  }
}
