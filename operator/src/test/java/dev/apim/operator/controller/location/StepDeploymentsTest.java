package dev.apim.operator.controller.location;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.domain.rollout.RolloutPlan;
import dev.apim.operator.domain.rollout.UnitStep;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.manifest.Labels;
import dev.apim.operator.manifest.LocationContext;
import dev.apim.operator.manifest.UnitDeployment;
import dev.apim.operator.observe.UnitObserver;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StepDeploymentsTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final PlannedUnit UNIT = new PlannedUnit("1-0", "1", "1", false);

  @Test
  @DisplayName("B8 a unit that waits is healed with the template that it was given last")
  void aWaitingUnitKeepsItsTemplate() {
    Deployment there = stored(UnitDeployment.of(context("old"), UNIT));

    Deployment waiting = step(UnitStep.Hold, there).get("1-0");

    assertThat(waiting.getSpec().getTemplate()).isEqualTo(there.getSpec().getTemplate());
    assertThat(waiting.getMetadata().getManagedFields()).isEmpty();
    assertThat(waiting.getMetadata().getUid()).isNull();
  }

  @Test
  @DisplayName("B8 a unit that waits and whose last template nobody knows is left as it is")
  void aUnitOfUnknownTemplateIsLeftAlone() {
    Deployment there = stored(UnitDeployment.of(context("old"), UNIT));
    there.getMetadata().getAnnotations().put(Labels.TEMPLATE, "{}");

    assertThat(step(UnitStep.Hold, there)).isEmpty();
  }

  @Test
  @DisplayName("B8 when its turn comes, such a unit is made as it should be")
  void aUnitOfUnknownTemplateIsAppliedInItsTurn() {
    Deployment there = stored(UnitDeployment.of(context("old"), UNIT));
    there.getMetadata().getAnnotations().put(Labels.TEMPLATE, "{}");

    assertThat(step(UnitStep.Apply, there).get("1-0"))
        .isEqualTo(UnitDeployment.of(context("new"), UNIT));
  }

  private static Map<String, Deployment> step(UnitStep step, Deployment there) {
    RolloutPlan rollout = new RolloutPlan(Map.of("1-0", step), 1, Optional.empty());
    return new StepDeployments(context("new"), seen(there)).of(List.of(UNIT), Map.of(), rollout);
  }

  private static LocationObservation seen(Deployment there) {
    return Observations.of(
        UnitObserver.units(List.of(there), List.of()),
        UnitObserver.byUnit(List.of(there)),
        List.of(),
        Set.of("1"));
  }

  /** As it is read: with what only the API server writes. */
  private static Deployment stored(Deployment deployment) {
    return new DeploymentBuilder(deployment)
        .editMetadata()
        .withUid("uid")
        .withResourceVersion("7")
        .withGeneration(1L)
        .withManagedFields(new ManagedFieldsEntry())
        .endMetadata()
        .build();
  }

  private static LocationContext context(String note) {
    ApiManagementInstance instance =
        YAML.unmarshal(
            "spec: {tier: Premium, publisher: {name: C, email: a@c.example}}",
            ApiManagementInstance.class);
    GatewayLocation location =
        YAML.unmarshal(
            "spec: {instanceRef: {name: contoso}, region: West US, units: 1,"
                + " availability: {mode: Zonal, zones: ['1']}, pod: {annotations: {note: "
                + note
                + "}}}",
            GatewayLocation.class);
    return new LocationContext(
        "apis", "contoso", instance.getSpec(), "west", location.getSpec(), "g:1", Optional.empty());
  }
}
