package dev.apim.operator.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.LocationRole;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.topology.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MirroredStatusPlannerTest {

  private static final LocationPlan PLAN =
      new LocationPlan(
          "east",
          new Verdict(true, Reason.Accepted, "fine"),
          LocationRole.Secondary,
          "eastasia",
          false,
          false,
          false,
          "eastasia",
          "host",
          true);
  private final GatewayLocationStatus remote = new Views().status();

  @Test
  @DisplayName("B67 the holder shows what the operator of the other cluster says")
  void theHolderShowsTheRemoteStatus() {
    GatewayLocationStatus status = atHolder(null, Optional.of(remote), true);

    assertThat(status.zones()).isEqualTo(remote.zones());
    assertThat(status.role()).isEqualTo(LocationRole.Secondary);
    assertThat(status.cluster()).isEqualTo("eastasia");
    assertThat(ready(status).status()).isEqualTo(Condition.TRUE);
  }

  @Test
  @DisplayName("B79 of a cluster that does not answer the last words stay, and Ready is unknown")
  void ofASilentClusterTheLastWordsStay() {
    GatewayLocationStatus before = atHolder(null, Optional.of(remote), true);
    GatewayLocationStatus status = atHolder(before, Optional.empty(), false);

    assertThat(status.zones()).isEqualTo(remote.zones());
    assertThat(ready(status).status()).isEqualTo(Condition.UNKNOWN);
    assertThat(ready(status).reason()).isEqualTo(Reason.ClusterUnreachable.name());
  }

  @Test
  @DisplayName("B67 while no operator has answered there the location is not ready")
  void withoutAnOperatorThereItIsNotReady() {
    GatewayLocationStatus status = atHolder(null, Optional.empty(), true);

    assertThat(ready(status).reason()).isEqualTo(Reason.NoOperator.name());
  }

  @Test
  @DisplayName("B35 what the other cluster refuses is refused here")
  void aRefusalThereIsShownHere() {
    Views refused = new Views();
    refused.verdict = new Verdict(false, Reason.ZoneNotFound, "no such zone");
    GatewayLocationStatus status = atHolder(null, Optional.of(refused.status()), true);

    assertThat(condition(status, ConditionType.Accepted).reason())
        .isEqualTo(Reason.ZoneNotFound.name());
    assertThat(ready(status).status()).isEqualTo(Condition.FALSE);
  }

  @Test
  void whatPushingSaysIsAddedAndDatedHere() {
    Condition push =
        new Condition(
            ConditionType.UnitsOverridden.name(), Condition.TRUE, "ScaledLocally", "m", null, null);
    GatewayLocationStatus status =
        new MirroredStatusPlanner(PLAN, 9, null, Views.NOW)
            .atHolder(Optional.of(remote), Optional.of(true), List.of(push));

    Condition shown = condition(status, ConditionType.UnitsOverridden);
    assertThat(shown.lastTransitionTime()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(shown.observedGeneration()).isEqualTo(9);
  }

  @Test
  @DisplayName("B79 what pushing said of scaled units stays until it says something else")
  void theNumbersOfScaledUnitsAreThoseOfPushing() {
    Condition both = overridden("6 there and 3 here");
    GatewayLocationStatus there =
        new MirroredStatusPlanner(PLAN, 9, null, Views.NOW)
            .atHolder(Optional.of(remote), Optional.of(true), List.of(overridden("6")));
    GatewayLocationStatus before =
        new MirroredStatusPlanner(PLAN, 9, null, Views.NOW)
            .atHolder(Optional.of(remote), Optional.of(true), List.of(both));

    GatewayLocationStatus afterRestart = atHolder(before, Optional.of(there), true);
    assertThat(condition(afterRestart, ConditionType.UnitsOverridden).message())
        .isEqualTo(both.message());
    assertThat(atHolder(null, Optional.of(there), true).conditions())
        .extracting(Condition::type)
        .doesNotContain(ConditionType.UnitsOverridden.name());
  }

  private static Condition overridden(String message) {
    return new Condition(
        ConditionType.UnitsOverridden.name(),
        Condition.TRUE,
        Reason.ScaledLocally.name(),
        message,
        null,
        null);
  }

  @Test
  void aClusterThatNeitherRunsNorHoldsItSaysWhoItIsOnly() {
    GatewayLocationStatus status = new MirroredStatusPlanner(PLAN, 1, null, Views.NOW).elsewhere();

    assertThat(status.conditions()).extracting(Condition::type).containsExactly("Accepted");
    assertThat(status.zones()).isEmpty();
    assertThat(status.regionName()).isEqualTo("eastasia");
  }

  private static GatewayLocationStatus atHolder(
      GatewayLocationStatus previous, Optional<GatewayLocationStatus> remote, boolean reachable) {
    return new MirroredStatusPlanner(PLAN, 1, previous, Views.NOW)
        .atHolder(remote, Optional.of(reachable), List.of());
  }

  private static Condition ready(GatewayLocationStatus status) {
    return condition(status, ConditionType.Ready);
  }

  private static Condition condition(GatewayLocationStatus status, ConditionType type) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals(type.name()))
        .findFirst()
        .orElseThrow();
  }
}
