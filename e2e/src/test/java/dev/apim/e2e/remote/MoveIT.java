package dev.apim.e2e.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A location whose {@code spec.cluster} is edited: its gateways follow, and never are none. */
@SideBySide
class MoveIT {

  /** Half a minute for clients to find the new cluster, and the rest of the move. */
  private static final Duration LIMIT = Duration.ofSeconds(75);

  private static final String LOCATION = "GatewayLocation";
  private static final int REPLICAS = 6;

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
  @DisplayName("B68 a location moves to the primary's cluster and back, with its gateways ready")
  void aLocationMovesThereAndBack() {
    Pushed pushed = both.pushed("moves").apply();
    SimulatedGateways west = new SimulatedGateways(both.west(), pushed, pushed.far());
    SimulatedGateways east = new SimulatedGateways(both.east(), pushed, pushed.far());
    until("ready in eastasia", () -> east.acknowledge() == REPLICAS && isReady(pushed));

    move(pushed, "westus");
    until("whole in westus", () -> west.ready() == REPLICAS);
    await("while it serves nothing there, it stays here")
        .during(Duration.ofSeconds(2))
        .until(() -> east.ready() == REPLICAS);
    until("ready in westus", () -> west.acknowledge() == REPLICAS && isReady(pushed));

    until(
        "gone from eastasia",
        () -> {
          assertThat(west.ready()).isEqualTo(REPLICAS);
          return east.isGone() && pushed.there().get(LOCATION, pushed.far()).isMissingNode();
        });

    move(pushed, "eastasia");
    String told =
        pushed
            .here()
            .awaitCondition(LOCATION, pushed.far(), "Progressing", "True", "Moving", LIMIT)
            .path("message")
            .asText();
    assertThat(told).contains("moves to cluster eastasia", "this cluster serves until");
    until("whole in eastasia", () -> east.ready() == REPLICAS);
    assertThat(west.ready()).isEqualTo(REPLICAS);
    until("ready in eastasia", () -> east.acknowledge() == REPLICAS && isReady(pushed));

    until(
        "gone from westus",
        () -> {
          assertThat(east.ready()).isEqualTo(REPLICAS);
          return west.isGone();
        });
    await()
        .atMost(LIMIT)
        .until(
            () ->
                !pushed
                    .here()
                    .condition(LOCATION, pushed.far(), "Progressing")
                    .path("reason")
                    .asText()
                    .equals("Moving"));
  }

  @Test
  @DisplayName("B68 the last locations of an instance that stays go from the other cluster, too")
  void theLastLocationsGo() {
    Pushed pushed = both.pushed("emptied").apply();

    pushed
        .here()
        .delete(
            pushed.location(pushed.near(), "westus", 3)
                + pushed.location(pushed.far(), "eastasia", 3))
        .orThrow();

    until(
        "nothing there",
        () ->
            pushed.there().get(LOCATION, pushed.far()).isMissingNode()
                && pushed.pointerThere().isMissingNode());
    assertThat(pushed.here().get("ApiManagementInstance", "emptied").isObject()).isTrue();
  }

  /** Its region stays what it is. */
  private static void move(Pushed pushed, String cluster) {
    String location = pushed.location(pushed.far(), "eastasia", 3);
    pushed.here().apply(location.replace("cluster: eastasia", "cluster: " + cluster)).orThrow();
  }

  private static boolean isReady(Pushed pushed) {
    return pushed
        .here()
        .condition(LOCATION, pushed.far(), "Ready")
        .path("status")
        .asText()
        .equals("True");
  }

  private static void until(String what, BooleanSupplier condition) {
    await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(250)).until(condition::getAsBoolean);
  }
}
