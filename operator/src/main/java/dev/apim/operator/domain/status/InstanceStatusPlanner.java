package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.ApiManagementInstanceStatus;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.ConfigurationRevision;
import dev.apim.api.v1alpha1.Footprint;
import dev.apim.api.v1alpha1.LocationAddress;
import dev.apim.api.v1alpha1.LocationConfigurationStatus;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.Tier;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.topology.TopologyPlan;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the status of an instance out of those of its locations. */
public final class InstanceStatusPlanner {

  private final TopologyPlan plan;
  private final Tier tier;
  private final List<LocationState> locations;
  private final Optional<ActiveConfiguration> configuration;

  /** A cluster that does not hold the instance knows of the locations that it runs only. */
  private final List<LocationState> known;

  /**
   * @param plan the instance's plan
   * @param tier its tier
   * @param locations its locations, in any order
   * @param configuration the active configuration of this cluster
   */
  public InstanceStatusPlanner(
      TopologyPlan plan,
      Tier tier,
      List<LocationState> locations,
      Optional<ActiveConfiguration> configuration) {
    this.plan = plan;
    this.tier = tier;
    this.locations = locations.stream().sorted(Comparator.comparing(LocationState::name)).toList();
    this.configuration = configuration;
    this.known = this.locations.stream().filter(location -> isKnown(location.name())).toList();
  }

  /**
   * The status.
   *
   * @param instance name of the instance, for what is to be applied
   * @param previous the status before; null where there was none
   */
  public ApiManagementInstanceStatus plan(
      String instance, long generation, ApiManagementInstanceStatus previous, Instant now) {
    ApiManagementInstanceStatus before = previous == null ? EmptyStatus.INSTANCE : previous;
    Conditions conditions = new Conditions(before.conditions(), generation, now);
    conditions.set(
        ConditionType.Accepted,
        plan.instance().accepted(),
        plan.instance().reason(),
        plan.instance().message());
    ready(conditions, instance);
    inSync(conditions);
    return new ApiManagementInstanceStatus(
        generation,
        conditions.list(),
        plan.primary().orElse(null),
        locations.size(),
        locations.stream().mapToInt(LocationState::units).sum(),
        locations.stream().map(LocationState::summary).toList(),
        configuration
            .map(a -> new ConfigurationRevision(a.revision(), a.epoch(), a.sequence()))
            .orElse(null),
        footprint(),
        SlaClass.of(tier, locations),
        addresses());
  }

  private void ready(Conditions conditions, String instance) {
    if (!plan.instance().accepted()) {
      conditions.set(
          ConditionType.Ready, false, plan.instance().reason(), plan.instance().message());
      return;
    }
    if (locations.isEmpty()) {
      conditions.set(
          ConditionType.Ready,
          false,
          Reason.NoLocation,
          "apply a GatewayLocation with spec.instanceRef.name: " + instance);
      return;
    }
    Optional<LocationState> worst =
        known.stream().filter(location -> !location.is(ConditionType.Ready)).findFirst();
    if (worst.isEmpty()) {
      conditions.set(
          ConditionType.Ready, true, Reason.AllReady, known.size() + " locations are ready");
      return;
    }
    String names =
        known.stream()
            .filter(location -> !location.is(ConditionType.Ready))
            .map(LocationState::name)
            .collect(Collectors.joining(", "));
    conditions.set(
        ConditionType.Ready, false, worst.get().reason(), "locations not ready: " + names);
  }

  private void inSync(Conditions conditions) {
    if (configuration.isEmpty()) {
      conditions.set(
          ConditionType.ConfigurationInSync,
          false,
          Reason.NoConfiguration,
          "no configuration has been published yet");
      return;
    }
    boolean all = true;
    int acknowledged = 0;
    int total = 0;
    for (LocationState location : known) {
      LocationConfigurationStatus status = location.configuration();
      all &= status != null && location.is(ConditionType.ConfigurationInSync) && serves(status);
      acknowledged += status == null || !serves(status) ? 0 : status.acknowledgedReplicas();
      total += status == null ? 0 : status.totalReplicas();
    }
    conditions.set(
        ConditionType.ConfigurationInSync,
        all,
        all ? Reason.InSync : Reason.Propagating,
        acknowledged + " of " + total + " replicas serve the active revision");
  }

  private boolean isKnown(String location) {
    return plan.holder() || plan.location(location).filter(LocationPlan::runsHere).isPresent();
  }

  private boolean serves(LocationConfigurationStatus status) {
    return configuration.orElseThrow().revision().equals(status.revision());
  }

  private Footprint footprint() {
    List<Footprint> parts =
        locations.stream().map(LocationState::footprint).filter(Objects::nonNull).toList();
    return new Footprint(
        parts.stream().mapToInt(Footprint::replicas).sum(),
        parts.stream().mapToLong(Footprint::cpuMillicores).sum(),
        parts.stream().mapToLong(Footprint::memoryMebibytes).sum());
  }

  private List<LocationAddress> addresses() {
    return locations.stream()
        .filter(location -> location.hostname() != null || location.address() != null)
        .map(l -> new LocationAddress(l.name(), l.hostname(), l.address()))
        .toList();
  }
}
