package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.topology.LocationPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the status of a location that another cluster runs: what that cluster's operator says, and
 * what is known here of the way to it.
 */
public final class MirroredStatusPlanner {

  /** Of units that were scaled there, only pushing knows both numbers; what goes, goes there. */
  private static final Set<String> JUDGED_HERE =
      Set.of(
          ConditionType.Accepted.name(),
          ConditionType.Ready.name(),
          ConditionType.RemovalPending.name(),
          ConditionType.UnitsOverridden.name());

  private final LocationPlan plan;
  private final long generation;
  private final GatewayLocationStatus previous;
  private final Instant now;

  /**
   * @param plan role, verdict and names
   * @param generation generation of the object here
   * @param previous the status before; null where there was none
   */
  public MirroredStatusPlanner(
      LocationPlan plan, long generation, GatewayLocationStatus previous, Instant now) {
    this.plan = plan;
    this.generation = generation;
    this.previous = previous == null ? EmptyStatus.LOCATION : previous;
    this.now = now;
  }

  /**
   * The status at the holder.
   *
   * @param remote the status of the copy; empty while none was seen, then the last one stays
   * @param reachable whether the cluster answers; empty where nothing is known yet
   * @param push conditions of pushing
   */
  public GatewayLocationStatus atHolder(
      Optional<GatewayLocationStatus> remote, Optional<Boolean> reachable, List<Condition> push) {
    GatewayLocationStatus shown = remote.orElse(previous);
    Conditions conditions = new Conditions(previous.conditions(), generation, now);
    shown.conditions().stream()
        .filter(condition -> !JUDGED_HERE.contains(condition.type()))
        .forEach(conditions::add);
    find(Optional.of(previous), ConditionType.UnitsOverridden).ifPresent(conditions::add);
    push.forEach(conditions::add);
    accepted(conditions, remote);
    ready(conditions, remote, reachable);
    return with(shown, conditions.list());
  }

  /** The status in a cluster that neither runs nor holds the location: who it is, and no more. */
  public GatewayLocationStatus elsewhere() {
    return elsewhere(List.of());
  }

  /**
   * The status in a cluster that does not hold the location and runs it no more.
   *
   * @param more what is said of gateways that are here still
   */
  public GatewayLocationStatus elsewhere(List<Condition> more) {
    Conditions conditions = new Conditions(previous.conditions(), generation, now);
    more.forEach(conditions::add);
    accepted(conditions, Optional.empty());
    return with(EmptyStatus.LOCATION, conditions.list());
  }

  private void accepted(Conditions conditions, Optional<GatewayLocationStatus> remote) {
    Optional<Condition> refusedThere =
        find(remote, ConditionType.Accepted)
            .filter(condition -> !condition.status().equals(Condition.TRUE));
    if (plan.verdict().accepted() && refusedThere.isPresent()) {
      conditions.add(refusedThere.get());
    } else {
      conditions.set(
          ConditionType.Accepted,
          plan.verdict().accepted(),
          plan.verdict().reason(),
          plan.verdict().message());
    }
  }

  private void ready(
      Conditions conditions, Optional<GatewayLocationStatus> remote, Optional<Boolean> reachable) {
    Optional<Condition> there = find(remote, ConditionType.Ready);
    if (!plan.verdict().accepted()) {
      conditions.set(ConditionType.Ready, false, plan.verdict().reason(), plan.verdict().message());
    } else if (reachable.isPresent() && !reachable.get()) {
      conditions.unknown(
          ConditionType.Ready,
          Reason.ClusterUnreachable,
          "cluster " + plan.cluster() + " does not answer; its gateways serve what they have");
    } else if (there.isPresent()) {
      conditions.add(there.get());
    } else {
      conditions.set(
          ConditionType.Ready,
          false,
          Reason.NoOperator,
          "no operator in cluster " + plan.cluster() + " has answered for this location yet");
    }
  }

  private static Optional<Condition> find(
      Optional<GatewayLocationStatus> status, ConditionType type) {
    return status.stream()
        .flatMap(known -> known.conditions().stream())
        .filter(condition -> condition.type().equals(type.name()))
        .findFirst();
  }

  private GatewayLocationStatus with(GatewayLocationStatus shown, List<Condition> conditions) {
    return new GatewayLocationStatus(
        generation,
        conditions,
        plan.role(),
        plan.regionName(),
        plan.cluster(),
        plan.hostname(),
        shown.address(),
        shown.zoneSummary(),
        shown.readySummary(),
        shown.zones(),
        shown.clusterZones(),
        shown.units(),
        shown.currentUnits(),
        shown.configuration(),
        shown.progress(),
        shown.platform(),
        shown.outage(),
        shown.footprint(),
        shown.operator());
  }
}
