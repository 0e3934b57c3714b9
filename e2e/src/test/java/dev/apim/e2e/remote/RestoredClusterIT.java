package dev.apim.e2e.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.process.CommandResult;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A secondary whose pointer is not what was pushed: behind, ahead, or edited by hand. */
@SideBySide
class RestoredClusterIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Sequence of a target that got its revisions from a primary later lost to a restore. */
  private static final int AHEAD = 90;

  /** Ends the spec of an Api with what the first level of the document lacks. */
  private static final String OPERATIONS =
      "  operations: [{name: list, method: GET, urlTemplate: /all}]\n";

  @RegisterExtension static final OwnClusters CLUSTERS = PrimaryAndSecondary.clusters();

  private static PrimaryAndSecondary both;

  @BeforeAll
  static void installBoth() {
    both = PrimaryAndSecondary.install(CLUSTERS);
  }

  @AfterAll
  static void endBoth() {
    if (both != null) {
      both.close();
    }
  }

  @Test
  @DisplayName("B82 a target that was set back to an older revision is pushed to again")
  void aTargetThatWasSetBackIsPushedAgain() {
    Pushed pushed = both.pushed("setback").apply();
    GenericKubernetesResource old = pointerThere("setback");
    long before = pushed.sequence(both.east());
    pushed.here().apply(pushed.api("one", "changed")).orThrow();
    await().atMost(LIMIT).until(() -> pushed.sequence(both.east()) > before);
    pushed.awaitSame();

    // or it would fill the gap before the older one is there
    both.primary().operator().orElseThrow().freeze();
    both.east()
        .kubectl("delete", "gatewayconfiguration", "setback", "-n", Pushed.NAMESPACE)
        .orThrow();
    restoreThere(old);
    both.primary().operator().orElseThrow().thaw();

    await().atMost(LIMIT).until(() -> pushed.sequence(both.east()) > before);
    pushed.awaitSame();
  }

  @Test
  @DisplayName("B82 a target that is ahead stops the publishing until a person decides")
  void aTargetThatIsAheadStopsThePublishing() {
    Pushed pushed = both.pushed("ahead").apply();
    long before = pushed.sequence(both.west());
    GenericKubernetesResource there = pointerThere("ahead");
    Map<String, Object> fence = there.get("spec", "fence");
    fence.put("sequence", AHEAD);
    restoreThere(there);

    JsonNode diverged =
        pushed
            .here()
            .awaitCondition(
                "ApiManagementInstance", "ahead", "HistoryDiverged", "True", "TargetAhead", LIMIT);
    assertThat(diverged.path("message").asText()).contains("" + AHEAD).contains("eastasia");
    pushed.here().apply(pushed.api("one", "changed")).orThrow();
    await("nothing is published")
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(6))
        .until(
            () -> pushed.sequence(both.west()) == before && pushed.sequence(both.east()) == AHEAD);

    both.west()
        .kubectl("delete", "gatewayconfiguration", "ahead", "-n", Pushed.NAMESPACE)
        .orThrow();

    await().atMost(LIMIT).until(() -> pushed.sequence(both.east()) == AHEAD + 1);
    pushed.awaitSame();
    pushed.here().apply(pushed.api("one", "again")).orThrow();
    await().atMost(LIMIT).until(() -> pushed.sequence(both.east()) == AHEAD + 2);
  }

  @Test
  @DisplayName("B8 B82 a pointer that a hand edits there is put right")
  void aPointerEditedByHandIsPutRight() {
    Pushed pushed = both.pushed("edited").apply();

    editPointerThere("edited");

    await()
        .atMost(LIMIT)
        .until(
            () ->
                pushed
                    .pointerThere()
                    .at("/spec/active/hash")
                    .equals(pushed.pointerHere().at("/spec/active/hash")));
    pushed.awaitSame();
  }

  @Test
  @DisplayName("B8 contents that a hand deletes there are made again, and none can be edited")
  void contentsDeletedByHandAreMadeAgain() {
    Pushed pushed = both.pushed("parts").apply();
    Set<String> before = contentsThere("parts");
    assertThat(before).hasSizeGreaterThanOrEqualTo(3);
    assertThat(patchThere(before.iterator().next()).ok()).isFalse();

    both.east()
        .kubectl(
            "delete",
            "configurationbuckets,configurationsnapshots",
            "-l",
            "apim.dev/instance=parts",
            "-n",
            Pushed.NAMESPACE)
        .orThrow();

    String active = pushed.pointerHere().at("/spec/active/hash").asText();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(contentsThere("parts"))
                    .contains("configurationsnapshot.apim.dev/parts-" + active)
                    .hasSizeGreaterThanOrEqualTo(2));
  }

  @Test
  @DisplayName("B68 a pointer that a hand edits there is removed with its instance all the same")
  void aPointerEditedByHandIsRemovedAllTheSame() {
    Pushed pushed = both.pushed("goes").apply();
    both.primary().operator().orElseThrow().freeze();
    editPointerThere("goes");
    pushed
        .here()
        .delete(
            pushed.instance()
                + pushed.location(pushed.near(), "westus", 3)
                + pushed.location(pushed.far(), "eastasia", 3)
                + pushed.api("one", "one"))
        .orThrow();
    both.primary().operator().orElseThrow().thaw();

    await().atMost(LIMIT).until(() -> pushed.pointerThere().isMissingNode());
  }

  @Test
  @DisplayName("B67 what an older operator there cannot serve is told at its object, the rest goes")
  void whatAnOlderOperatorCannotServeIsTold() {
    Pushed pushed = both.pushed("older").apply();
    OperatorProcess there = both.secondary().operator().orElseThrow();
    there.kill();
    both.east()
        .kubectl(
            "patch",
            "gatewaylocation",
            pushed.far(),
            "-n",
            Pushed.NAMESPACE,
            "--subresource=status",
            "--type=merge",
            "-p",
            "{\"status\":{\"operator\":{\"version\":\"0.0.9\",\"schemaLevel\":1}}}")
        .orThrow();
    await()
        .atMost(LIMIT)
        .until(
            () ->
                pushed
                    .here()
                    .get("GatewayLocation", pushed.far())
                    .at("/status/operator/version")
                    .asText()
                    .equals("0.0.9"));

    pushed.here().apply(pushed.api("new", "new") + OPERATIONS).orThrow();

    JsonNode refused =
        pushed
            .here()
            .awaitCondition("Api", "older-new", "Accepted", "False", "TargetTooOld", LIMIT);
    assertThat(refused.path("message").asText()).contains("eastasia", "0.0.9", "level 1");
    long before = pushed.sequence(both.east());
    pushed.here().apply(pushed.api("one", "changed")).orThrow();
    await().atMost(LIMIT).until(() -> pushed.sequence(both.east()) > before);
    there.startAgain();
    pushed.here().awaitCondition("Api", "older-new", "Accepted", "True", "Accepted", LIMIT);
  }

  private static void editPointerThere(String name) {
    both.east()
        .kubectl(
            "patch",
            "gatewayconfiguration",
            name,
            "-n",
            Pushed.NAMESPACE,
            "--type=merge",
            "-p",
            "{\"spec\":{\"active\":{\"hash\":\"" + "0".repeat(64) + "\"}}}")
        .orThrow();
  }

  /** Kind and name of the buckets and manifests of an instance. */
  private static Set<String> contentsThere(String instance) {
    return both.east()
        .kubectl(
            "get",
            "configurationbuckets,configurationsnapshots",
            "-l",
            "apim.dev/instance=" + instance,
            "-n",
            Pushed.NAMESPACE,
            "-o",
            "name")
        .out()
        .lines()
        .collect(Collectors.toSet());
  }

  private static CommandResult patchThere(String content) {
    return both.east()
        .kubectl(
            "patch",
            content,
            "-n",
            Pushed.NAMESPACE,
            "--type=merge",
            "-p",
            "{\"spec\":{\"hash\":\"" + "0".repeat(64) + "\"}}");
  }

  private static GenericKubernetesResource pointerThere(String name) {
    return both.east()
        .client()
        .genericKubernetesResources("apim.dev/v1alpha1", "GatewayConfiguration")
        .inNamespace(Pushed.NAMESPACE)
        .withName(name)
        .get();
  }

  /** Writes a pointer there as a restore of that cluster would leave it. */
  private static void restoreThere(GenericKubernetesResource pointer) {
    pointer.getMetadata().setResourceVersion(null);
    pointer.getMetadata().setUid(null);
    pointer.getMetadata().setManagedFields(null);
    both.east()
        .client()
        .resource(pointer)
        .fieldManager("apim-push")
        .forceConflicts()
        .serverSideApply();
  }
}
