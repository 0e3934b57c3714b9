package dev.apim.operator.domain.sync;

import static dev.apim.operator.domain.sync.SyncFixtures.SCOPE;
import static dev.apim.operator.domain.sync.SyncFixtures.after;
import static dev.apim.operator.domain.sync.SyncFixtures.empty;
import static dev.apim.operator.domain.sync.SyncFixtures.location;
import static dev.apim.operator.domain.sync.SyncFixtures.next;
import static dev.apim.operator.domain.sync.SyncFixtures.publication;
import static dev.apim.operator.domain.sync.SyncFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.operator.domain.sync.PushStep.ApplyLocation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The location "east" goes from the cluster east to the cluster north. */
class MovedLocationTest {

  private static final PushScope NORTH = new PushScope(SyncFixtures.IDENTITY, "west", "north");

  @Test
  @DisplayName("B68 until a location is ready in its new cluster, the former one keeps its copy")
  void theFormerClusterKeepsItsCopy() {
    Publication moving = moved().whereReady(Set.of("west"));

    assertThat(PushPlanner.isServing(moving, SCOPE, filled())).isTrue();
    assertThat(PushPlanner.plan(moving, SCOPE, filled()).steps()).isEmpty();
    assertThat(copy(PushPlanner.plan(moving, NORTH, empty())).cluster()).isEqualTo("north");
  }

  @Test
  @DisplayName("B53 while a location moves, both clusters get new revisions")
  void bothGetNewRevisions() {
    Publication newer = newer(moved().whereReady(Set.of("west")));

    assertThat(PushPlanner.plan(newer, SCOPE, filled()).steps())
        .hasExactlyElementsOfTypes(PushStep.PutParts.class, PushStep.ApplyPointer.class);
  }

  @Test
  @DisplayName("B53 in waves, the cluster that a location leaves gets a revision after all others")
  void theFormerClusterWaitsForTheWholeWave() {
    Publication newer = newer(moved().whereReady(Set.of("west")));

    assertThat(PushPlanner.plan(newer.heldIn(Set.of("north")), SCOPE, filled()).steps()).isEmpty();
    assertThat(PushPlanner.plan(newer.heldIn(Set.of()), SCOPE, filled()).steps()).isNotEmpty();
  }

  @Test
  @DisplayName("B68 once it is ready there, the former cluster is told, or let go altogether")
  void onceReadyTheFormerClusterIsTold() {
    assertThat(copy(PushPlanner.plan(moved(), SCOPE, filled())).cluster()).isEqualTo("north");
    assertThat(PushPlanner.isServing(moved(), SCOPE, filled())).isFalse();
  }

  @Test
  void aMoveThatIsTakenBackChangesNothing() {
    Publication back = publication().whereReady(Set.of("west"));

    assertThat(PushPlanner.isServing(back, SCOPE, filled())).isTrue();
    assertThat(PushPlanner.plan(back, SCOPE, filled()).steps()).isEmpty();
  }

  @Test
  @DisplayName("B68 a location that is deleted while it moves is removed from both")
  void deletedWhileItMoves() {
    Publication moving = moved().whereReady(Set.of("west"));
    TargetView north = after(PushPlanner.plan(moving, NORTH, empty()), empty());
    Publication without =
        new Publication(
            moving.namespace(),
            moving.name(),
            moving.instance(),
            Map.of("west", location("west", 1)),
            moving.pointer(),
            moving.snapshot());

    assertThat(PushPlanner.isServing(without, SCOPE, filled())).isFalse();
    assertThat(PushPlanner.plan(without, SCOPE, filled()).steps())
        .hasExactlyElementsOfTypes(PushStep.RemoveLocation.class);
    assertThat(PushPlanner.plan(without, NORTH, north).steps())
        .hasExactlyElementsOfTypes(PushStep.RemoveLocation.class);
  }

  @Test
  void aPublicationForgetsLocationsThatAreGone() {
    Publication left = publication().of(Set.of("west"));

    assertThat(left.locations()).containsOnlyKeys("west");
    assertThat(PushPlanner.isServing(left, SCOPE, filled())).isFalse();
  }

  private static GatewayLocationSpec copy(PushPlan plan) {
    return plan.steps().stream()
        .filter(ApplyLocation.class::isInstance)
        .map(ApplyLocation.class::cast)
        .filter(step -> step.name().equals("east"))
        .map(ApplyLocation::spec)
        .findFirst()
        .orElseThrow();
  }

  private static TargetView filled() {
    return after(PushPlanner.plan(publication(), SCOPE, empty()), empty());
  }

  private static Publication moved() {
    Publication before = publication();
    Map<String, GatewayLocationSpec> locations = new HashMap<>(before.locations());
    locations.put("east", Copies.withCluster(locations.get("east"), "north"));
    return new Publication(
        before.namespace(),
        before.name(),
        before.instance(),
        locations,
        before.pointer(),
        before.snapshot());
  }

  private static Publication newer(Publication before) {
    Snapshot snapshot = snapshot("orders", "users");
    return new Publication(
            before.namespace(),
            before.name(),
            before.instance(),
            before.locations(),
            next(Optional.of(before.pointer()), snapshot),
            snapshot)
        .whereReady(before.arrived());
  }
}
