package dev.apim.e2e.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
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

  private static final String INSTANCES = "apimanagementinstances.apim.dev";
  private static final String ACCESS_LOG =
      "/properties/spec/properties/gateway/properties/accessLog";

  @RegisterExtension static final OwnClusters CLUSTERS = PrimaryAndSecondary.clusters();

  private static PrimaryAndSecondary both;
  private static HandThere handThere;

  @BeforeAll
  static void installBoth() {
    both = PrimaryAndSecondary.install(CLUSTERS);
    handThere = new HandThere(both.east());
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
    GenericKubernetesResource old = handThere.pointer("setback");
    long before = pushed.sequence(both.east());
    pushed.here().apply(pushed.api("one", "changed")).orThrow();
    await().atMost(LIMIT).until(() -> pushed.sequence(both.east()) > before);
    pushed.awaitSame();

    // or it would fill the gap before the older one is there
    both.primary().operator().orElseThrow().freeze();
    both.east()
        .kubectl("delete", "gatewayconfiguration", "setback", "-n", Pushed.NAMESPACE)
        .orThrow();
    handThere.restore(old);
    both.primary().operator().orElseThrow().thaw();

    await().atMost(LIMIT).until(() -> pushed.sequence(both.east()) > before);
    pushed.awaitSame();
  }

  @Test
  @DisplayName("B82 a target that is ahead stops the publishing until a person decides")
  void aTargetThatIsAheadStopsThePublishing() {
    Pushed pushed = both.pushed("ahead").apply();
    long before = pushed.sequence(both.west());
    GenericKubernetesResource there = handThere.pointer("ahead");
    Map<String, Object> fence = there.get("spec", "fence");
    fence.put("sequence", AHEAD);
    handThere.restore(there);

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

    handThere.editPointer("edited");

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
    Set<String> before = handThere.contents("parts");
    assertThat(before).hasSizeGreaterThanOrEqualTo(3);
    assertThat(handThere.patch(before.iterator().next()).ok()).isFalse();

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
                assertThat(handThere.contents("parts"))
                    .contains("configurationsnapshot.apim.dev/parts-" + active)
                    .hasSizeGreaterThanOrEqualTo(2));
  }

  @Test
  @DisplayName("B68 a pointer that a hand edits there is removed with its instance all the same")
  void aPointerEditedByHandIsRemovedAllTheSame() {
    Pushed pushed = both.pushed("goes").apply();
    both.primary().operator().orElseThrow().freeze();
    handThere.editPointer("goes");
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
    Pushed pushed = both.pushed("older").apply().awaitTaken();
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

  @Test
  @DisplayName("B67 a setting that older CRDs there lack is told, the rest goes, newer ones get it")
  void whatOlderCrdsThereLackIsTold() {
    Pushed pushed = both.pushed("lacking").apply();
    String settings = pushed.instance() + "  gateway: {accessLog: Stdout}\n  tags: {stage: %s}\n";
    JsonNode field = handThere.removeFieldOfCrd(INSTANCES, ACCESS_LOG);
    try {
      await().atMost(LIMIT).until(() -> !handThere.takesAccessLog("lacking"));
      pushed.here().apply(settings.formatted("older")).orThrow();

      JsonNode told =
          pushed
              .here()
              .awaitCondition(
                  "GatewayLocation", pushed.far(), "PushConflict", "True", "TargetTooOld", LIMIT);
      assertThat(told.path("message").asText())
          .contains("ApiManagementInstance lacking in cluster eastasia", ".spec.gateway.accessLog");
      await().atMost(LIMIT).until(() -> stageThere(pushed).equals("older"));
      pushed.here().apply(pushed.api("one", "meanwhile")).orThrow();
      pushed.awaitArrivalOf("meanwhile");
    } finally {
      handThere.addFieldToCrd(INSTANCES, ACCESS_LOG, field);
    }
    await().atMost(LIMIT).until(() -> handThere.takesAccessLog("lacking"));
    pushed.here().apply(settings.formatted("newer")).orThrow();

    await().atMost(LIMIT).until(() -> stageThere(pushed).equals("newer"));
    assertThat(instanceThere(pushed).at("/spec/gateway/accessLog").asText()).isEqualTo("Stdout");
    pushed
        .here()
        .awaitCondition("GatewayLocation", pushed.far(), "PushConflict", "False", "Pushed", LIMIT);
  }

  private static String stageThere(Pushed pushed) {
    return instanceThere(pushed).at("/spec/tags/stage").asText();
  }

  private static JsonNode instanceThere(Pushed pushed) {
    return pushed.there().get("ApiManagementInstance", pushed.name());
  }
}
