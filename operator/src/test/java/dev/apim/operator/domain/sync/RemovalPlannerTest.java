package dev.apim.operator.domain.sync;

import static dev.apim.operator.domain.sync.SyncFixtures.SCOPE;
import static dev.apim.operator.domain.sync.SyncFixtures.after;
import static dev.apim.operator.domain.sync.SyncFixtures.empty;
import static dev.apim.operator.domain.sync.SyncFixtures.instance;
import static dev.apim.operator.domain.sync.SyncFixtures.publication;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.OriginState;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RemovalPlannerTest {

  private static final TargetView FILLED =
      after(PushPlanner.plan(publication(), SCOPE, empty()), empty());

  @Test
  @DisplayName("B68 the removal of an instance marks locations, instance and then the pointer")
  void thePointerIsMarkedLast() {
    assertThat(RemovalPlanner.plan("contoso", "apim", SCOPE, FILLED).steps())
        .hasExactlyElementsOfTypes(
            PushStep.RemoveLocation.class,
            PushStep.RemoveLocation.class,
            PushStep.RemoveInstance.class,
            PushStep.RemovePointer.class);
  }

  @Test
  void aTombstoneKeepsTheNumbersOfTheCopy() {
    TargetView removed = after(RemovalPlanner.plan("contoso", "apim", SCOPE, FILLED), FILLED);
    GatewayLocationSpec before = FILLED.locations().get("east").spec();
    GatewayLocationSpec after = removed.locations().get("east").spec();

    assertThat(after.origin().state()).isEqualTo(OriginState.Removed);
    assertThat(after.origin().sequence()).isEqualTo(before.origin().sequence());
    assertThat(removed.pointers().get("contoso").spec().fence())
        .isEqualTo(FILLED.pointers().get("contoso").spec().fence());
  }

  @Test
  void whatIsMarkedAlreadyIsNotMarkedAgain() {
    TargetView removed = after(RemovalPlanner.plan("contoso", "apim", SCOPE, FILLED), FILLED);

    assertThat(RemovalPlanner.plan("contoso", "apim", SCOPE, removed).steps()).isEmpty();
    assertThat(RemovalPlanner.copied(SCOPE, removed)).isEmpty();
  }

  @Test
  void whatAnotherPrimaryPushedIsNotOurs() {
    PushScope other = new PushScope("another-identity", "north", "east");

    assertThat(RemovalPlanner.plan("contoso", "apim", other, FILLED).steps()).isEmpty();
    assertThat(RemovalPlanner.copied(other, FILLED)).isEmpty();
  }

  @Test
  void whatAUserAppliedIsNotOurs() {
    TargetView view =
        new TargetView(
            Map.of("contoso", new Seen<>(instance("west"), Map.of(), false)), Map.of(), Map.of());

    assertThat(RemovalPlanner.plan("contoso", "apim", SCOPE, view).steps()).isEmpty();
    assertThat(RemovalPlanner.copied(SCOPE, view)).isEmpty();
  }

  @Test
  void copiesAreFoundByTheirOriginsNamespaceAndName() {
    assertThat(RemovalPlanner.copied(SCOPE, FILLED))
        .containsExactly(new InstanceKey("apim", "contoso"));
  }
}
