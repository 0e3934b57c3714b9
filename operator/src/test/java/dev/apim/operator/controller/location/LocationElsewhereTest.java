package dev.apim.operator.controller.location;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.LocationRole;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.topology.MovePlan.Step;
import dev.apim.operator.domain.topology.MovePlanner;
import dev.apim.operator.domain.topology.Verdict;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.manifest.AcceptedSpec;
import dev.apim.operator.manifest.LocationContext;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The cluster west has gateways of a location that is to run in north now. */
class LocationElsewhereTest {

  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final Verdict ACCEPTED = new Verdict(true, Reason.Accepted, "fine");
  private static final Verdict REFUSED = new Verdict(false, Reason.ClusterNotFound, "no north");

  private static final ObservedUnit UNIT =
      new ObservedUnit(new PlannedUnit("auto-0", null, null, false), "hash", 2, 2, false);

  private final LocationElsewhere elsewhere = new LocationElsewhere(null, null);
  private final GatewayLocation location = location();
  private List<ControllerRevision> revisions = List.of(revision("west"));

  @Test
  @DisplayName("B79 the ten minutes begin when the edit is noticed, however old Progressing is")
  void theTenMinutesAreWhole() {
    LocationPlan plan = plan(ACCEPTED, LocationRole.Secondary, false);
    location.setStatus(status(condition("Progressing", Reason.Changing, NOW.minusSeconds(3600))));

    assertThat(loop(plan, NOW).move().step()).isEqualTo(Step.SERVE);
    assertThat(loop(plan, NOW.plusSeconds(599)).move().step()).isEqualTo(Step.SERVE);
    assertThat(condition(ConditionType.RemovalPending).orElseThrow().lastTransitionTime())
        .isEqualTo(NOW.toString());
    assertThat(loop(plan, NOW.plusSeconds(600)).move().step()).isEqualTo(Step.REMOVE);
  }

  @Test
  @DisplayName("B79 a cluster that was the primary for long counts from when it no longer is")
  void aFormerHolderCountsFromThen() {
    location.setStatus(status(condition("Progressing", Reason.Moving, NOW.minusSeconds(3600))));

    assertThat(loop(plan(ACCEPTED, LocationRole.Secondary, false), NOW).move().step())
        .isEqualTo(Step.SERVE);
  }

  @Test
  @DisplayName("B68 a spec that is refused removes nothing, and the clock does not run meanwhile")
  void aRefusedSpecRemovesNothing() {
    LocationPlan refused = plan(REFUSED, LocationRole.Secondary, false);
    LocationPlan accepted = plan(ACCEPTED, LocationRole.Secondary, false);

    loop(accepted, NOW);
    assertThat(loop(refused, NOW.plusSeconds(700)).move().step()).isEqualTo(Step.SERVE);
    assertThat(condition(ConditionType.RemovalPending)).isEmpty();
    assertThat(loop(accepted, NOW.plusSeconds(701)).move().step()).isEqualTo(Step.SERVE);
    assertThat(loop(accepted, NOW.plusSeconds(1301)).move().step()).isEqualTo(Step.REMOVE);
  }

  @Test
  @DisplayName("B68 gateways that have begun to go do not come back since the spec is refused")
  void whatHasBegunToGoGoes() {
    LocationPlan accepted = plan(ACCEPTED, LocationRole.Secondary, false);
    loop(accepted, NOW);
    loop(accepted, NOW.plusSeconds(600));

    assertThat(condition(ConditionType.RemovalPending).orElseThrow().reason())
        .isEqualTo(Reason.MovedAway.name());
    assertThat(
            loop(plan(REFUSED, LocationRole.Secondary, false), NOW.plusSeconds(601)).move().step())
        .isEqualTo(Step.REMOVE);
  }

  @Test
  @DisplayName("B68 the primary location serves on for good, and says what is to be done first")
  void thePrimaryLocationServesOn() {
    for (LocationRole role : new LocationRole[] {LocationRole.Primary, null}) {
      loop(plan(ACCEPTED, role, false), NOW);

      assertThat(loop(plan(ACCEPTED, role, false), NOW.plus(Duration.ofDays(1))).move().step())
          .isEqualTo(Step.SERVE);
      assertThat(condition(ConditionType.Progressing).orElseThrow().message())
          .contains("make another location the primary");
      assertThat(condition(ConditionType.RemovalPending)).isEmpty();
    }
  }

  @Test
  @DisplayName("B68 a copy ends on the word of the primary, and not since a hand has edited it")
  void aCopyEndsOnTheWordOfThePrimary() {
    LocationPlan copy = plan(ACCEPTED, LocationRole.Secondary, true);

    assertThat(loop(copy, NOW).move().step()).isEqualTo(Step.SERVE);
    assertThat(condition(ConditionType.Progressing).orElseThrow().message())
        .contains("undo the change here");

    location.getMetadata().setManagedFields(pushed().getMetadata().getManagedFields());
    assertThat(loop(copy, NOW).move().step()).isEqualTo(Step.REMOVE);
  }

  @Test
  @DisplayName("B68 gateways whose accepted specs a hand has deleted go like others")
  void withoutAcceptedSpecsTheyGo() {
    revisions = List.of();
    LocationPlan plan = plan(ACCEPTED, LocationRole.Secondary, false);
    loop(plan, NOW);

    assertThat(loop(plan, NOW.plus(MovePlanner.OUT_OF_SIGHT)).move().step()).isEqualTo(Step.REMOVE);
  }

  @Test
  @DisplayName("B79 a cluster that goes by another name keeps its gateways")
  void aRenamedClusterKeepsItsGateways() {
    revisions = List.of(revision("north"));
    LocationPlan plan = plan(ACCEPTED, LocationRole.Secondary, false);
    loop(plan, NOW);

    assertThat(loop(plan, NOW.plus(Duration.ofDays(1))).move().step()).isEqualTo(Step.SERVE);
  }

  /** One loop, after which its status is what the next one reads. */
  private LocationElsewhere.View loop(LocationPlan plan, Instant now) {
    LocationElsewhere.View view = elsewhere.look(location, plan, false, seen(), now);
    location.setStatus(view.status());
    return view;
  }

  private LocationObservation seen() {
    return Observations.of(List.of(UNIT), Map.of(), revisions, Set.of());
  }

  private Optional<Condition> condition(ConditionType type) {
    return location.getStatus().conditions().stream()
        .filter(condition -> condition.type().equals(type.name()))
        .findFirst();
  }

  private static LocationPlan plan(Verdict verdict, LocationRole role, boolean copy) {
    return new LocationPlan(
        "orders", verdict, role, "north", false, copy, false, "westus", null, true);
  }

  private static GatewayLocation location() {
    GatewayLocation location = new GatewayLocation();
    location.getMetadata().setName("orders");
    location.getMetadata().setNamespace("apim");
    location.getMetadata().setGeneration(2L);
    location.setSpec(spec("north"));
    return location;
  }

  private static GatewayLocation pushed() {
    return Serialization.unmarshal(
        """
        metadata:
          managedFields:
          - manager: apim-push
            operation: Apply
            fieldsV1: {'f:spec': {'f:cluster': {}, 'f:units': {}}}
        """,
        GatewayLocation.class);
  }

  private static GatewayLocationSpec spec(String cluster) {
    return new GatewayLocationSpec(
        new LocalReference("contoso"), "West US", 1, null, null, cluster, null, null, null, null);
  }

  private static ControllerRevision revision(String cluster) {
    ApiManagementInstance instance =
        Serialization.unmarshal(
            "spec: {tier: Premium, publisher: {name: C, email: a@c.example}}",
            ApiManagementInstance.class);
    AcceptedSpec accepted = new AcceptedSpec(instance.getSpec(), spec(cluster));
    return accepted.revision(
        new LocationContext(
            "apim",
            "contoso",
            instance.getSpec(),
            "orders",
            spec(cluster),
            "g:1",
            Optional.empty()),
        1);
  }

  private static GatewayLocationStatus status(String condition) {
    return Serialization.unmarshal(
        "cluster: west\nconditions: [" + condition + "]\n", GatewayLocationStatus.class);
  }

  private static String condition(String type, Reason reason, Instant since) {
    return "{type: "
        + type
        + ", status: 'True', reason: "
        + reason
        + ", message: '', lastTransitionTime: '"
        + since
        + "'}";
  }
}
