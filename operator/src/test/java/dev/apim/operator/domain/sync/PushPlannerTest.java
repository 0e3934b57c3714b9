package dev.apim.operator.domain.sync;

import static dev.apim.operator.domain.sync.SyncFixtures.LABELS;
import static dev.apim.operator.domain.sync.SyncFixtures.LINEAGE;
import static dev.apim.operator.domain.sync.SyncFixtures.SCOPE;
import static dev.apim.operator.domain.sync.SyncFixtures.after;
import static dev.apim.operator.domain.sync.SyncFixtures.empty;
import static dev.apim.operator.domain.sync.SyncFixtures.instance;
import static dev.apim.operator.domain.sync.SyncFixtures.location;
import static dev.apim.operator.domain.sync.SyncFixtures.next;
import static dev.apim.operator.domain.sync.SyncFixtures.publication;
import static dev.apim.operator.domain.sync.SyncFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.api.v1alpha1.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PushPlannerTest {

  @Test
  void anEmptyTargetGetsPartsThenCopiesThenThePointer() {
    PushPlan plan = PushPlanner.plan(publication(), SCOPE, empty());

    assertThat(plan.findings()).isEmpty();
    assertThat(plan.steps().stream().map(Object::getClass).toList())
        .isEqualTo(
            List.of(
                PushStep.PutParts.class,
                PushStep.ApplyInstance.class,
                PushStep.ApplyLocation.class,
                PushStep.ApplyLocation.class,
                PushStep.ApplyPointer.class));
  }

  @Test
  void aTargetThatHasItAllGetsNothing() {
    assertThat(PushPlanner.plan(publication(), SCOPE, filled()).steps()).isEmpty();
  }

  @Test
  void copiesSayWhereTheyComeFromAndWhichClusterRunsThem() {
    GatewayLocationSpec copy = filled().locations().get("west").spec();

    assertThat(copy.cluster()).isEqualTo("west");
    assertThat(copy.origin().cluster()).isEqualTo("west");
    assertThat(copy.origin().lineage()).isEqualTo(LINEAGE);
    assertThat(copy.origin().state()).isEqualTo(OriginState.Active);
  }

  @Test
  void aNewRevisionMovesThePointerAndLeavesTheCopies() {
    Publication newer = newer(publication());

    assertThat(PushPlanner.plan(newer, SCOPE, filled()).steps())
        .hasExactlyElementsOfTypes(PushStep.PutParts.class, PushStep.ApplyPointer.class);
  }

  @Test
  void anEditOfALocationIsOneWrite() {
    Publication edited = with(publication(), "east", location("east", 6));

    assertThat(PushPlanner.plan(edited, SCOPE, filled()).steps())
        .singleElement()
        .isInstanceOfSatisfying(
            PushStep.ApplyLocation.class,
            step -> {
              assertThat(step.spec().units()).isEqualTo(6);
              assertThat(step.withUnits()).isTrue();
              assertThat(step.unitsAgreed()).isTrue();
            });
  }

  @Test
  @DisplayName("B82 what another primary holds is never overwritten")
  void theTargetOfAnotherPrimaryGetsNothing() {
    Fence foreign = new Fence("other", 1L, "another-identity", 7L);
    PushPlan plan = PushPlanner.plan(publication(), SCOPE, withFence(foreign));

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.reason()).isEqualTo(Reason.ForeignHolder));
  }

  @Test
  @DisplayName("B82 of two that were promoted at once the one that came later is told what to do")
  void aTargetOfAnotherThatWasPromotedTooGetsNothing() {
    Publication ours = publication();
    Fence theirs = new Fence(ours.fence().lineage(), ours.fence().epoch(), "another-identity", 9L);

    PushPlan plan = PushPlanner.plan(ours, SCOPE, withFence(theirs));

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .contains("was promoted too", "since epoch " + ours.fence().epoch())
                    .contains("{epoch: %d, acceptLoss: true}".formatted(ours.fence().epoch() + 1)));
  }

  @Test
  void aCopyOfAnotherPrimaryRefusesTheWholeTarget() {
    Publication ours = publication();
    TargetView theirs = after(PushPlanner.plan(ours, SCOPE, empty()), empty());
    PushScope other = new PushScope("another-identity", "north", "east");
    Publication another =
        new Publication(
            ours.namespace(),
            ours.name(),
            ours.instance(),
            ours.locations(),
            pointer(ours, new Fence("other", 1L, "another-identity", 1L)),
            ours.snapshot());
    TargetView withoutPointer = new TargetView(theirs.instances(), theirs.locations(), Map.of());

    PushPlan plan = PushPlanner.plan(another, other, withoutPointer);

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.findings()).extracting(PushFinding::reason).containsOnly(Reason.ForeignHolder);
  }

  @Test
  void anInstanceOfTheSameNameInAnotherNamespaceIsRefused() {
    Publication ours = publication();
    Publication other =
        new Publication(
            "another-namespace",
            ours.name(),
            ours.instance(),
            ours.locations(),
            ours.pointer(),
            ours.snapshot());

    PushPlan plan = PushPlanner.plan(other, SCOPE, filled());

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.findings())
        .extracting(PushFinding::reason)
        .containsExactly(Reason.ForeignHolder);
  }

  @Test
  @DisplayName("B82 a target that is ahead stops the publishing")
  void aTargetThatIsAheadIsNotTouched() {
    PushPlan plan =
        PushPlanner.plan(publication(), SCOPE, withFence(withSequence(publication(), 9L)));

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.type()).isEqualTo(ConditionType.HistoryDiverged);
              assertThat(finding.reason()).isEqualTo(Reason.TargetAhead);
            });
  }

  @Test
  void aTargetThatWasSetBackIsFilledAgain() {
    Publication newer = newer(publication());

    assertThat(PushPlanner.plan(newer, SCOPE, withFence(withSequence(newer, 1L))).steps())
        .hasExactlyElementsOfTypes(PushStep.PutParts.class, PushStep.ApplyPointer.class);
  }

  @Test
  @DisplayName("B108 what a user has applied in the target is left alone and compared")
  void whatAUserAppliedIsComparedOnly() {
    Map<String, Seen<GatewayLocationSpec>> locations = new HashMap<>();
    locations.put("east", new Seen<>(location("east", 5), Map.of(), false));
    locations.put("west", new Seen<>(location("west", 1), Map.of(), false));
    TargetView view =
        new TargetView(
            Map.of("contoso", new Seen<>(instance("west"), Map.of(), false)), locations, Map.of());

    PushPlan plan = PushPlanner.plan(publication(), SCOPE, view);

    assertThat(plan.steps())
        .hasExactlyElementsOfTypes(PushStep.PutParts.class, PushStep.ApplyPointer.class);
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.reason()).isEqualTo(Reason.AppliedByUser);
              assertThat(finding.location()).contains("east");
            });
  }

  @Test
  void unitsThatWereScaledThereStandAndBothValuesAreSaid() {
    TargetView scaled = scaled(filled(), 5, false);

    PushPlan plan = PushPlanner.plan(publication(), SCOPE, scaled);

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.type()).isEqualTo(ConditionType.UnitsOverridden);
              assertThat(finding.message()).contains("5").contains("3");
            });
  }

  @Test
  void otherEditsReachALocationThatWasScaledThere() {
    Publication moved =
        with(publication(), "east", Copies.withCluster(location("east", 3), "north"));

    assertThat(PushPlanner.plan(moved, SCOPE, scaled(filled(), 5, false)).steps())
        .singleElement()
        .isInstanceOfSatisfying(
            PushStep.ApplyLocation.class, step -> assertThat(step.withUnits()).isFalse());
  }

  @Test
  void unitsThatAgreeAgainEndTheOverride() {
    TargetView scaled = scaled(filled(), 3, false);
    PushPlan plan = PushPlanner.plan(publication(), SCOPE, scaled);

    assertThat(plan.findings()).isEmpty();
    assertThat(plan.steps())
        .singleElement()
        .isInstanceOfSatisfying(
            PushStep.ApplyLocation.class, step -> assertThat(step.withUnits()).isTrue());
    assertThat(PushPlanner.plan(publication(), SCOPE, after(plan, scaled)).steps()).isEmpty();
  }

  @Test
  @DisplayName("B68 a location that is gone here becomes a tombstone there")
  void aRemovedLocationBecomesATombstone() {
    Publication ours = publication();
    Publication fewer =
        new Publication(
            ours.namespace(),
            ours.name(),
            ours.instance(),
            Map.of("east", location("east", 3)),
            ours.pointer(),
            ours.snapshot());

    PushPlan plan = PushPlanner.plan(fewer, SCOPE, filled());

    assertThat(plan.steps())
        .singleElement()
        .isInstanceOfSatisfying(
            PushStep.RemoveLocation.class,
            step -> {
              assertThat(step.name()).isEqualTo("west");
              assertThat(step.needsProof()).isTrue();
              assertThat(step.spec().origin().state()).isEqualTo(OriginState.Removed);
            });
    assertThat(PushPlanner.plan(fewer, SCOPE, after(plan, filled())).steps()).isEmpty();
  }

  @Test
  void aLocationThatComesBackWaitsUntilItsTombstoneIsCarriedOut() {
    TargetView removed = after(RemovalPlanner.plan("contoso", "apim", SCOPE, filled()), filled());

    assertThat(PushPlanner.plan(publication(), SCOPE, removed).steps()).isEmpty();
  }

  @Test
  void whatADeletedInstanceOfTheSameNameLeftIsRemovedFirst() {
    Publication ours = publication();
    Fence fence = new Fence("uid-of-the-new-contoso", 1L, SyncFixtures.IDENTITY, 1L);
    Publication recreated =
        new Publication(
            ours.namespace(),
            ours.name(),
            ours.instance(),
            ours.locations(),
            pointer(ours, fence),
            ours.snapshot());

    PushPlan plan = PushPlanner.plan(recreated, SCOPE, filled());

    assertThat(plan.steps())
        .hasExactlyElementsOfTypes(
            PushStep.RemoveLocation.class,
            PushStep.RemoveLocation.class,
            PushStep.RemoveInstance.class,
            PushStep.RemovePointer.class);
    assertThat(PushPlanner.plan(recreated, SCOPE, after(plan, filled())).steps()).isEmpty();
  }

  @Test
  void aCopyWhoseLabelsWereChangedIsMended() {
    Map<String, Seen<GatewayLocationSpec>> locations = new HashMap<>(filled().locations());
    locations.computeIfPresent(
        "east", (name, seen) -> new Seen<>(seen.spec(), Map.of("mine", "1"), true));
    TargetView changed = new TargetView(filled().instances(), locations, filled().pointers());

    assertThat(PushPlanner.plan(publication(), SCOPE, changed).steps())
        .hasExactlyElementsOfTypes(PushStep.ApplyLocation.class);
  }

  @Test
  void aClusterThatAWaveHasNotReachedKeepsItsRevisionAndGetsTheRest() {
    Publication newer =
        with(newer(publication()), "east", location("east", 6)).heldIn(Set.of("east"));

    assertThat(PushPlanner.plan(newer, SCOPE, filled()).steps())
        .hasExactlyElementsOfTypes(PushStep.ApplyLocation.class);
    assertThat(PushPlanner.plan(newer.heldIn(Set.of()), SCOPE, filled()).steps())
        .hasExactlyElementsOfTypes(
            PushStep.PutParts.class, PushStep.ApplyPointer.class, PushStep.ApplyLocation.class);
    assertThat(PushPlanner.plan(newer, SCOPE, empty()).steps())
        .last()
        .isInstanceOf(PushStep.ApplyPointer.class);
  }

  private static TargetView filled() {
    return after(PushPlanner.plan(publication(), SCOPE, empty()), empty());
  }

  private static TargetView scaled(TargetView view, int units, boolean owned) {
    Map<String, Seen<GatewayLocationSpec>> locations = new HashMap<>(view.locations());
    locations.computeIfPresent(
        "east",
        (name, seen) -> new Seen<>(Copies.withUnits(seen.spec(), units), seen.labels(), owned));
    return new TargetView(view.instances(), locations, view.pointers());
  }

  private static TargetView withFence(Fence fence) {
    return new TargetView(
        filled().instances(),
        filled().locations(),
        Map.of("contoso", new Seen<>(pointer(publication(), fence), LABELS, false)));
  }

  private static Fence withSequence(Publication publication, long sequence) {
    Fence fence = publication.fence();
    return new Fence(fence.lineage(), fence.epoch(), fence.holder(), sequence);
  }

  private static GatewayConfigurationSpec pointer(Publication publication, Fence fence) {
    GatewayConfigurationSpec pointer = publication.pointer();
    return new GatewayConfigurationSpec(
        pointer.instanceRef(), fence, pointer.active(), pointer.history(), pointer.state());
  }

  private static Publication newer(Publication publication) {
    Snapshot snapshot = snapshot("orders", "users");
    return new Publication(
        publication.namespace(),
        publication.name(),
        publication.instance(),
        publication.locations(),
        next(Optional.of(publication.pointer()), snapshot),
        snapshot);
  }

  private static Publication with(
      Publication publication, String location, GatewayLocationSpec spec) {
    Map<String, GatewayLocationSpec> locations = new HashMap<>(publication.locations());
    locations.put(location, spec);
    return new Publication(
        publication.namespace(),
        publication.name(),
        publication.instance(),
        locations,
        publication.pointer(),
        publication.snapshot());
  }
}
