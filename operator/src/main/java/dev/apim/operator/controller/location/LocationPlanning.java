package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.Hosting;
import dev.apim.api.v1alpha1.TierFeatures;
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
import dev.apim.operator.manifest.AcceptedSpec;
import dev.apim.operator.manifest.Labels;
import dev.apim.operator.manifest.LocationContext;
import dev.apim.operator.manifest.PlatformChoice;
import dev.apim.operator.manifest.UnitDeployment;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

  /**
   * The decision; empty where nothing was ever accepted, so that nothing is made.
   *
   * @param instanceAccepted whether the instance is; while it is not, its last accepted spec holds
   */
  Optional<LocationDecision> decide(
      GatewayLocation location,
      LocationPlan plan,
      boolean instanceAccepted,
      LocationObservation seen,
      Instant now) {
    if (!plan.verdict().accepted()) {
      return keep(location, plan, seen, now);
    }
    AcceptedSpecs kept = new AcceptedSpecs(seen.revisions());
    ApiManagementInstanceSpec current = seen.instance().orElseThrow().getSpec();
    ApiManagementInstanceSpec instance =
        instanceAccepted ? current : kept.last().map(AcceptedSpec::instance).orElse(current);
    AcceptedSpec spec = new AcceptedSpec(instance, location.getSpec());
    List<ControllerRevision> revisions = kept.with(spec, context(location, spec));
    return Optional.of(decide(location, plan, spec, revisions, seen, now));
  }

  /** The decision for gateways that go on as they were accepted last. */
  Optional<LocationDecision> keep(
      GatewayLocation location, LocationPlan plan, LocationObservation seen, Instant now) {
    AcceptedSpecs kept = new AcceptedSpecs(seen.revisions());
    return kept.last().map(spec -> decide(location, plan, spec, kept.asTheyAre(), seen, now));
  }

  private LocationDecision decide(
      GatewayLocation location,
      LocationPlan plan,
      AcceptedSpec spec,
      List<ControllerRevision> revisions,
      LocationObservation seen,
      Instant now) {
    LocationContext current = context(location, spec);
    List<PlannedUnit> units = units(current, plan, seen);
    Map<String, Deployment> onCurrent = wanted(current, units);
    LocationContext context =
        current.on(
            PlatformChoice.of(current, units, hashes(onCurrent), seen.units(), () -> before(seen)));
    Map<String, Deployment> wanted = context.equals(current) ? onCurrent : wanted(context, units);
    RolloutPlan rollout = rollout(context, units, wanted, seen, now);
    List<PlannedUnit> all =
        Stream.concat(units.stream(), seen.units().stream().map(ObservedUnit::unit)).toList();
    Set<String> zones =
        all.stream().map(PlannedUnit::zone).filter(Objects::nonNull).collect(Collectors.toSet());
    boolean unpinned = all.stream().anyMatch(unit -> !unit.pinned());
    Map<String, Deployment> deployments =
        new StepDeployments(context, seen).of(all, wanted, rollout);
    return new LocationDecision(
        context, units, deployments, rollout, revisions, zones, unpinned, seen.valueSecrets());
  }

  private static Optional<AcceptedSpec> before(LocationObservation seen) {
    return new AcceptedSpecs(seen.revisions()).last();
  }

  private static Map<String, Deployment> wanted(LocationContext context, List<PlannedUnit> units) {
    return units.stream()
        .collect(Collectors.toMap(PlannedUnit::name, unit -> UnitDeployment.of(context, unit)));
  }

  private static RolloutPlan rollout(
      LocationContext context,
      List<PlannedUnit> units,
      Map<String, Deployment> wanted,
      LocationObservation seen,
      Instant now) {
    RolloutGoal goal =
        new RolloutGoal(
            units, hashes(wanted), UnitDeployment.replicas(context), context.spec().update());
    return new RolloutPlanner(goal, seen.units(), seen.downZones(), now).plan();
  }

  private static Map<String, String> hashes(Map<String, Deployment> wanted) {
    Map<String, String> hashes = new HashMap<>();
    wanted.forEach((unit, deployment) -> hashes.put(unit, hash(deployment)));
    return hashes;
  }

  private LocationContext context(GatewayLocation location, AcceptedSpec spec) {
    return new LocationContext(
        location.getMetadata().getNamespace(),
        location.getSpec().instanceRef().name(),
        spec.instance(),
        location.getMetadata().getName(),
        spec.location(),
        settings.gatewayImage(),
        settings.gatewayPriorityClass());
  }

  private List<PlannedUnit> units(
      LocationContext context, LocationPlan plan, LocationObservation seen) {
    GatewayLocationSpec spec = context.spec();
    if (spec.hosting() == Hosting.SelfHosted) {
      return List.of();
    }
    boolean spreads =
        plan.spreadsOverZones() || TierFeatures.of(context.instanceSpec().tier()).zones();
    ZonePlan zones =
        zonePlanner.plan(
            context.location(),
            spec.availability(),
            spec.units(),
            spreads,
            seen.zones(),
            SingleZone.of(spec.availability(), seen.units(), seen.zones()));
    return unitPlanner.plan(zones, seen.units());
  }

  private static String hash(Deployment deployment) {
    return deployment.getMetadata().getAnnotations().get(Labels.TEMPLATE_HASH);
  }
}
