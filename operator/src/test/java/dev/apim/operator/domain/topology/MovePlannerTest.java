package dev.apim.operator.domain.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.operator.domain.topology.MoveFacts.Evidence;
import dev.apim.operator.domain.topology.MovePlan.Step;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MovePlannerTest {

  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

  @Test
  void whereNothingIsThereIsNothingToDo() {
    assertThat(step(facts(false, true, true, Evidence.TOLD))).isEqualTo(Step.NONE);
  }

  @Test
  @DisplayName("B68 the primary keeps a location that goes until it has been ready there a while")
  void thePrimaryWaitsForTheNewCluster() {
    assertThat(step(atHolder(Optional.empty()))).isEqualTo(Step.SERVE);
    assertThat(step(atHolder(ready(29)))).isEqualTo(Step.SERVE);
    assertThat(step(atHolder(ready(30)))).isEqualTo(Step.REMOVE);
    assertThat(MovePlanner.plan(atHolder(ready(29)), NOW).again()).contains(NOW.plusSeconds(1));
    assertThat(MovePlanner.plan(atHolder(Optional.empty()), NOW).again()).isEmpty();
  }

  @Test
  @DisplayName("B68 a copy that names another cluster ends: the primary has seen it ready there")
  void aCopyEndsAtOnce() {
    assertThat(step(facts(true, true, true, Evidence.TOLD))).isEqualTo(Step.REMOVE);
  }

  @Test
  @DisplayName("B79 where the new cluster is out of sight the former one serves ten minutes more")
  void outOfSightTheFormerOneServesForAWhile() {
    assertThat(step(outOfSight(Optional.empty()))).isEqualTo(Step.SERVE);
    assertThat(step(outOfSight(Optional.of(NOW.minusSeconds(599))))).isEqualTo(Step.SERVE);
    assertThat(step(outOfSight(Optional.of(NOW.minusSeconds(600))))).isEqualTo(Step.REMOVE);
  }

  @Test
  @DisplayName("B79 a cluster that goes by another name keeps its gateways")
  void aRenamedClusterKeepsItsGateways() {
    assertThat(step(facts(true, false, true, Evidence.TOLD))).isEqualTo(Step.SERVE);
  }

  @Test
  @DisplayName("B68 a copy that a hand edited keeps its gateways, which the message says")
  void anEditedCopyKeepsItsGateways() {
    MoveFacts edited = facts(true, true, true, Evidence.EDITED);

    assertThat(step(edited)).isEqualTo(Step.SERVE);
    assertThat(MovePlanner.message(edited, "west", "north")).contains("undo the change here");
  }

  @Test
  @DisplayName("B68 a spec that is not accepted removes nothing, whoever says so and for how long")
  void whatIsRefusedRemovesNothing() {
    for (Evidence evidence : Evidence.values()) {
      MoveFacts refused = new MoveFacts(true, true, false, evidence, ready(86_400), ready(86_400));

      assertThat(MovePlanner.plan(refused, NOW))
          .as(evidence.name())
          .isEqualTo(new MovePlan(Step.SERVE, Optional.empty()));
      assertThat(refused.timed()).isFalse();
    }
  }

  @Test
  @DisplayName("B68 the primary location serves on for good, and the message says what to do first")
  void thePrimaryLocationServesOn() {
    MoveFacts leading =
        new MoveFacts(true, true, true, Evidence.LEADING, Optional.empty(), ready(86_400));

    assertThat(step(leading)).isEqualTo(Step.SERVE);
    assertThat(MovePlanner.plan(leading, NOW).again()).isEmpty();
    assertThat(MovePlanner.message(leading, "west", "north"))
        .contains("west is the primary location", "make another location the primary");
  }

  @Test
  void readyIsOnlyWhatTheWantedClusterSaysOfTheWantedGeneration() {
    GatewayLocationStatus ready = status(Condition.TRUE);

    assertThat(MovePlanner.readySince(ready, "east", 3L)).contains(NOW);
    assertThat(MovePlanner.readySince(ready, "west", 3L)).isEmpty();
    assertThat(MovePlanner.readySince(ready, "east", 4L)).isEmpty();
    assertThat(MovePlanner.readySince(status(Condition.FALSE), "east", 3L)).isEmpty();
    assertThat(MovePlanner.readySince(null, "east", 3L)).isEmpty();
  }

  @Test
  void thePeopleAreToldWhereItStands() {
    assertThat(MovePlanner.message(List.of("west"), "east", "2/6"))
        .isEqualTo(
            "moves to cluster east, where 2/6 replicas are ready; west serves until 30 s after all"
                + " are");
  }

  private static GatewayLocationStatus status(String ready) {
    return Serialization.unmarshal(
        "observedGeneration: 3\ncluster: east\nconditions:\n- {type: Ready, status: '"
            + ready
            + "', reason: Ready, message: '', lastTransitionTime: '"
            + NOW
            + "'}\n",
        GatewayLocationStatus.class);
  }

  private static Step step(MoveFacts facts) {
    return MovePlanner.plan(facts, NOW).step();
  }

  private static Optional<Instant> ready(long seconds) {
    return Optional.of(NOW.minusSeconds(seconds));
  }

  private static MoveFacts facts(
      boolean present, boolean asked, boolean accepted, Evidence evidence) {
    return new MoveFacts(present, asked, accepted, evidence, Optional.empty(), Optional.empty());
  }

  private static MoveFacts atHolder(Optional<Instant> readySince) {
    return new MoveFacts(true, true, true, Evidence.SEEN, readySince, Optional.empty());
  }

  private static MoveFacts outOfSight(Optional<Instant> since) {
    return new MoveFacts(true, true, true, Evidence.UNSEEN, Optional.empty(), since);
  }
}
