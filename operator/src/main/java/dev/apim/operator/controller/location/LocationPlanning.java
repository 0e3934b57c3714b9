package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.AvailabilityMode;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.Hosting;
import dev.apim.operator.config.Settings;
import dev.apim.operator.controller.location.dependent.LocationDecision;
import dev.apim.operator.domain.rollout.RolloutPlan;
import dev.apim.operator.domain.rollout.RolloutPlanner;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.domain.unit.UnitPlanner;
import dev.apim.operator.domain.zone.ZonePlan;
import dev.apim.operator.domain.zone.ZonePlanner;
import dev.apim.operator.manifest.Labels;
import dev.apim.operator.manifest.LocationContext;
import dev.apim.operator.manifest.UnitDeployment;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
      LocationObservation seen) {
    LocationContext context = context(location, instance);
    List<PlannedUnit> units = units(location, plan, seen);
    Map<String, Deployment> deployments =
        units.stream()
            .collect(Collectors.toMap(PlannedUnit::name, unit -> UnitDeployment.of(context, unit)));
    Map<String, String> hashes =
        deployments.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> hash(entry.getValue())));
    RolloutPlan rollout = new RolloutPlanner(units, hashes, seen.units(), seen.downZones()).plan();
    List<PlannedUnit> all =
        Stream.concat(units.stream(), seen.units().stream().map(ObservedUnit::unit)).toList();
    Set<String> zones =
        all.stream().map(PlannedUnit::zone).filter(Objects::nonNull).collect(Collectors.toSet());
    boolean unpinned = all.stream().anyMatch(unit -> !unit.pinned());
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
            singleZone(location, seen));
    return unitPlanner.plan(zones, seen.units());
  }

  /** The zone that holds most units: what a tier without zones stays in. */
  private static Optional<String> singleZone(GatewayLocation location, LocationObservation seen) {
    if (location.getSpec().availability().mode() != AvailabilityMode.Automatic) {
      return Optional.empty();
    }
    Map<String, Long> counts =
        seen.units().stream()
            .map(unit -> unit.unit().zoneLabel())
            .filter(Objects::nonNull)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return counts.entrySet().stream()
        .min(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  private static String hash(Deployment deployment) {
    return deployment.getMetadata().getAnnotations().get(Labels.TEMPLATE_HASH);
  }
}
