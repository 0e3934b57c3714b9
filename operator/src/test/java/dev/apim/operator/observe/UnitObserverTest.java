package dev.apim.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.PublisherSpec;
import dev.apim.api.v1alpha1.Tier;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.manifest.Labels;
import dev.apim.operator.manifest.LocationContext;
import dev.apim.operator.manifest.UnitDeployment;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnitObserverTest {

  private static final LocationContext CONTEXT =
      new LocationContext(
          "apis",
          "contoso",
          new ApiManagementInstanceSpec(
              Tier.Premium,
              new PublisherSpec("C", "a@c.example"),
              null,
              null,
              null,
              null,
              null,
              null,
              null),
          "west",
          new GatewayLocationSpec(
              new LocalReference("contoso"),
              "West US",
              1,
              null,
              null,
              null,
              null,
              null,
              null,
              null),
          "apim.dev/gateway:0.1.0",
          Optional.empty());

  static List<PlannedUnit> planned() {
    return List.of(
        new PlannedUnit("1-0", "1", "westus-1", false),
        new PlannedUnit("auto-0", null, null, true),
        new PlannedUnit("auto-1", null, null, false));
  }

  @ParameterizedTest
  @MethodSource("planned")
  void whatWasPlannedIsReadBackFromItsDeployment(PlannedUnit unit) {
    assertThat(only(UnitDeployment.of(CONTEXT, unit)).unit()).isEqualTo(unit);
  }

  @Test
  void aDeploymentIsRollingUntilItsControllerSaysThatItIsComplete() {
    assertThat(only(observed(1, "ReplicaSetUpdated")).rolling()).isTrue();
    assertThat(only(observed(1, "NewReplicaSetAvailable")).rolling()).isFalse();
  }

  @Test
  void aSpecThatItsControllerHasNotSeenIsRolling() {
    Deployment changed =
        new DeploymentBuilder(observed(1, "NewReplicaSetAvailable"))
            .editMetadata()
            .withGeneration(2L)
            .endMetadata()
            .build();

    assertThat(only(changed).rolling()).isTrue();
  }

  @Test
  void aDeploymentThatIsBeingDeletedIsNoUnit() {
    Deployment going =
        new DeploymentBuilder(observed(1, "NewReplicaSetAvailable"))
            .editMetadata()
            .withDeletionTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .build();

    assertThat(UnitObserver.units(List.of(going), List.of())).isEmpty();
  }

  @Test
  @DisplayName("B8 a unit that waits is healed with the template that it was given last")
  void aWaitingUnitKeepsItsTemplate() {
    PlannedUnit unit = planned().get(0);
    Deployment before = UnitDeployment.of(CONTEXT, unit);
    LocationContext newer =
        new LocationContext(
            CONTEXT.namespace(),
            CONTEXT.instance(),
            CONTEXT.instanceSpec(),
            CONTEXT.location(),
            CONTEXT.spec(),
            "apim.dev/gateway:0.2.0",
            Optional.empty());

    PodTemplateSpec kept = UnitObserver.template(before).orElseThrow();

    assertThat(UnitDeployment.waiting(newer, unit, kept)).isEqualTo(before);
    assertThat(UnitDeployment.of(newer, unit)).isNotEqualTo(before);
  }

  @Test
  void aTemplateThatWasChangedByHandIsNotBelieved() {
    Deployment changed = UnitDeployment.of(CONTEXT, planned().get(0));
    changed.getMetadata().getAnnotations().put(Labels.TEMPLATE, "{}");

    assertThat(UnitObserver.template(changed)).isEmpty();
  }

  @Test
  void aUnitLacksRoomSinceTheSchedulerRefusedItsFirstPod() {
    Deployment unit = observed(1, "ReplicaSetUpdated");
    List<Pod> pods = List.of(refused("2026-01-01T00:00:07Z"), refused("2026-01-01T00:00:05Z"));

    assertThat(UnitObserver.units(List.of(unit), pods).get(0).noRoomSince())
        .isEqualTo("2026-01-01T00:00:05Z");
    assertThat(only(unit).noRoomSince()).isNull();
  }

  @Test
  void aUnitMayGoOnWithoutSurge() {
    PlannedUnit unit = planned().get(0);

    assertThat(only(UnitDeployment.withoutSurge(CONTEXT, unit)).withoutSurge()).isTrue();
    assertThat(only(UnitDeployment.of(CONTEXT, unit)).withoutSurge()).isFalse();
  }

  private static Pod refused(String since) {
    return new PodBuilder()
        .withNewMetadata()
        .addToLabels(Labels.UNIT, "1-0")
        .endMetadata()
        .withNewStatus()
        .addNewCondition()
        .withType("PodScheduled")
        .withStatus("False")
        .withLastTransitionTime(since)
        .endCondition()
        .endStatus()
        .build();
  }

  private static Deployment observed(long generation, String reason) {
    return new DeploymentBuilder(UnitDeployment.of(CONTEXT, planned().get(0)))
        .editMetadata()
        .withGeneration(generation)
        .endMetadata()
        .withNewStatus()
        .withObservedGeneration(generation)
        .withReadyReplicas(2)
        .addNewCondition()
        .withType("Progressing")
        .withStatus("True")
        .withReason(reason)
        .endCondition()
        .endStatus()
        .build();
  }

  private static ObservedUnit only(Deployment deployment) {
    return UnitObserver.units(List.of(deployment), List.of()).get(0);
  }
}
