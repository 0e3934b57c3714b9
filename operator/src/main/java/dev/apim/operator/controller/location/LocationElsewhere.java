package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.controller.EventRecorder;
import dev.apim.operator.domain.status.MirroredStatusPlanner;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.topology.MoveFacts;
import dev.apim.operator.domain.topology.MovePlan;
import dev.apim.operator.domain.topology.MovePlanner;
import dev.apim.operator.remote.PushReport;
import dev.apim.operator.remote.RemoteLocations;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A location that another cluster runs: what is said of it, and what becomes of gateways here. */
final class LocationElsewhere {

  private static final Duration SOON = Duration.ofSeconds(5);

  /** The pods need none of these any more once they are gone. */
  private static final List<Class<? extends HasMetadata>> AFTER_THE_PODS =
      List.of(
          Service.class,
          PodDisruptionBudget.class,
          RoleBinding.class,
          Role.class,
          ServiceAccount.class,
          ControllerRevision.class);

  private final RemoteLocations remote;
  private final EventRecorder events;

  LocationElsewhere(RemoteLocations remote, EventRecorder events) {
    this.remote = remote;
    this.events = events;
  }

  /**
   * What one loop says.
   *
   * @param moving whether a former cluster still runs it
   */
  record View(GatewayLocationStatus status, MovePlan move, boolean moving) {

    /** When to look again; nobody tells that a former cluster is done. */
    Stream<Instant> again(Instant now) {
      Optional<Instant> soon = moving ? Optional.of(now.plus(SOON)) : Optional.empty();
      return Stream.concat(move.again().stream(), soon.stream());
    }
  }

  View look(
      GatewayLocation location,
      LocationPlan plan,
      boolean holder,
      LocationObservation seen,
      Instant now) {
    boolean present = !seen.units().isEmpty() || !seen.revisions().isEmpty();
    Set<String> former = former(location, plan, holder, present);
    GatewayLocationStatus status = status(location, plan, holder, former, now);
    MovePlan move =
        MovePlanner.plan(
            new MoveFacts(
                present,
                isAsked(location, seen),
                plan.copy(),
                holder,
                MovePlanner.readySince(
                    status, plan.cluster(), location.getMetadata().getGeneration()),
                movingSince(location)),
            now);
    return new View(status, move, !former.isEmpty());
  }

  private static boolean isAsked(GatewayLocation location, LocationObservation seen) {
    return new AcceptedSpecs(seen.revisions())
        .last()
        .filter(
            accepted ->
                !Objects.equals(accepted.location().cluster(), location.getSpec().cluster()))
        .isPresent();
  }

  /** Deletes the gateways here, and once they have drained what belongs to them. */
  void remove(GatewayLocation location, String to, Context<GatewayLocation> context) {
    Set<Deployment> units = context.getSecondaryResources(Deployment.class);
    if (!units.isEmpty()) {
      if (delete(units, context)) {
        events.record(
            location, true, Reason.MovedAway.name(), "cluster " + to + " runs it; units removed");
      }
    } else if (context.getSecondaryResources(Pod.class).isEmpty()) {
      AFTER_THE_PODS.forEach(kind -> delete(context.getSecondaryResources(kind), context));
    }
  }

  private static boolean delete(
      Collection<? extends HasMetadata> objects, Context<GatewayLocation> context) {
    List<? extends HasMetadata> standing =
        objects.stream()
            .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
            .toList();
    standing.forEach(object -> context.getClient().resource(object).delete());
    return !standing.isEmpty();
  }

  /** The clusters that run it though they are not to; this one counts as "here". */
  private Set<String> former(
      GatewayLocation location, LocationPlan plan, boolean holder, boolean present) {
    Set<String> former = new TreeSet<>();
    if (present && !plan.copy()) {
      former.add("this cluster");
    }
    if (holder) {
      former.addAll(
          remote.formerClusters(
              plan.cluster(),
              location.getMetadata().getNamespace(),
              location.getMetadata().getName()));
    }
    return former;
  }

  private GatewayLocationStatus status(
      GatewayLocation location,
      LocationPlan plan,
      boolean holder,
      Set<String> former,
      Instant now) {
    MirroredStatusPlanner mirror =
        new MirroredStatusPlanner(
            plan, location.getMetadata().getGeneration(), location.getStatus(), now);
    if (!holder) {
      return mirror.elsewhere(moving(former, plan, Optional.empty()).toList());
    }
    String namespace = location.getMetadata().getNamespace();
    String name = location.getMetadata().getName();
    Optional<GatewayLocationStatus> there =
        remote
            .find(plan.cluster(), namespace, name)
            .filter(copy -> former.isEmpty() || isUpToDate(copy, plan.cluster()))
            .map(GatewayLocation::getStatus)
            .filter(status -> status.observedGeneration() != null);
    Optional<PushReport> report = remote.pushReport(plan.cluster(), namespace, name);
    return mirror.atHolder(
        there,
        report.map(PushReport::reachable),
        Stream.concat(
                report.map(PushReport::conditions).stream().flatMap(List::stream),
                moving(former, plan, there))
            .toList());
  }

  /** While it moves, words of the new cluster about what was asked of it before do not count. */
  private static boolean isUpToDate(GatewayLocation copy, String cluster) {
    String runs = copy.getSpec().cluster();
    return (runs == null || runs.equals(cluster))
        && copy.getStatus() != null
        && copy.getMetadata().getGeneration().equals(copy.getStatus().observedGeneration());
  }

  private static Stream<Condition> moving(
      Set<String> former, LocationPlan plan, Optional<GatewayLocationStatus> there) {
    if (former.isEmpty()) {
      return Stream.empty();
    }
    String ready = there.map(GatewayLocationStatus::readySummary).orElse(null);
    return Stream.of(
        new Condition(
            ConditionType.Progressing.name(),
            Condition.TRUE,
            Reason.Moving.name(),
            MovePlanner.message(former, plan.cluster(), ready),
            null,
            null));
  }

  private static Optional<Instant> movingSince(GatewayLocation location) {
    return Optional.ofNullable(location.getStatus()).stream()
        .flatMap(status -> status.conditions().stream())
        .filter(condition -> condition.type().equals(ConditionType.Progressing.name()))
        .filter(condition -> condition.reason().equals(Reason.Moving.name()))
        .map(condition -> Instant.parse(condition.lastTransitionTime()))
        .findFirst();
  }
}
