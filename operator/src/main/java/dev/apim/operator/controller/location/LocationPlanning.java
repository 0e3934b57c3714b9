package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.Hosting;
import dev.apim.operator.config.Settings;
import dev.apim.operator.controller.location.dependent.LocationDecision;
import dev.apim.operator.domain.rollout.RolloutGoal;
import dev.apim.operator.domain.rollout.RolloutPlan;
import dev.apim.operator.domain.rollout.RolloutPlanner;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.domain.unit.SingleZone;
import dev.apim.operator.domain.unit.UnitPlanner;
import dev.apim.operator.domain.zone.ZonePlan;
import dev.apim.operator.domain.zone.ZonePlanner;
import dev.apim.operator.manifest.Labels;
import dev.apim.operator.manifest.LocationContext;
import dev.apim.operator.manifest.UnitDeployment;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the planners of the domain together into the decision of one loop. */
final class LocationPlanning {

  private final Settings settings;
  private final ZonePlanner zonePlanner = new ZonePlanner();
  private final UnitPlanner unitPlanner = new UnitPlanner();

  LocationPlanning(Settings settings) {
    this.settings = settings;
  }

  LocationDecision decide(
      GatewayLocation location,
      ApiManagementInstance instance,
      LocationPlan plan,
      LocationObservation seen,
      Instant now) {
    LocationContext context = context(location, instance);
    List<PlannedUnit> units = units(location, plan, seen);
    Map<String, Deployment> wanted =
        units.stream()
            .collect(Collectors.toMap(PlannedUnit::name, unit -> UnitDeployment.of(context, unit)));
    Map<String, String> hashes =
        wanted.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> hash(entry.getValue())));
    RolloutGoal goal =
        new RolloutGoal(
            units, hashes, UnitDeployment.replicas(context), location.getSpec().update());
    RolloutPlan rollout = new RolloutPlanner(goal, seen.units(), seen.downZones(), now).plan();
    List<PlannedUnit> all =
        Stream.concat(units.stream(), seen.units().stream().map(ObservedUnit::unit)).toList();
    Set<String> zones =
        all.stream().map(PlannedUnit::zone).filter(Objects::nonNull).collect(Collectors.toSet());
    boolean unpinned = all.stream().anyMatch(unit -> !unit.pinned());
    Map<String, Deployment> deployments = new StepDeployments(context, seen).of(all, rollout);
    return new LocationDecision(context, units, deployments, rollout, zones, unpinned);
  }

  private LocationContext context(GatewayLocation location, ApiManagementInstance instance) {
    return new LocationContext(
        location.getMetadata().getNamespace(),
        instance.getMetadata().getName(),
        instance.getSpec(),
        location.getMetadata().getName(),
        location.getSpec(),
        settings.gatewayImage(),
        settings.gatewayPriorityClass());
  }

  private List<PlannedUnit> units(
      GatewayLocation location, LocationPlan plan, LocationObservation seen) {
    if (location.getSpec().hosting() == Hosting.SelfHosted) {
      return List.of();
    }
    ZonePlan zones =
        zonePlanner.plan(
            location.getMetadata().getName(),
            location.getSpec().availability(),
            location.getSpec().units(),
            plan.spreadsOverZones(),
            seen.zones(),
            SingleZone.of(location.getSpec().availability(), seen.units(), seen.zones()));
    return unitPlanner.plan(zones, seen.units());
  }

  private static String hash(Deployment deployment) {
    return deployment.getMetadata().getAnnotations().get(Labels.TEMPLATE_HASH);
  }
}
