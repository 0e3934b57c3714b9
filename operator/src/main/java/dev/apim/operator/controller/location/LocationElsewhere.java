package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.LocationRole;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.controller.EventRecorder;
import dev.apim.operator.domain.status.MirroredStatusPlanner;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.topology.MoveFacts;
import dev.apim.operator.domain.topology.MoveFacts.Evidence;
import dev.apim.operator.domain.topology.MovePlan;
import dev.apim.operator.domain.topology.MovePlanner;
import dev.apim.operator.remote.FieldOwnership;
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
import java.util.ArrayList;
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
    boolean asked = isAsked(location, seen);
    Set<String> former = former(location, plan, holder, present);
    MirroredStatusPlanner mirror =
        new MirroredStatusPlanner(
            plan, location.getMetadata().getGeneration(), location.getStatus(), now);
    if (holder) {
      GatewayLocationStatus status = atHolder(location, plan, former, mirror);
      Optional<Instant> ready =
          MovePlanner.readySince(status, plan.cluster(), location.getMetadata().getGeneration());
      MoveFacts facts =
          new MoveFacts(
              present, asked, plan.verdict().accepted(), Evidence.SEEN, ready, Optional.empty());
      return new View(status, MovePlanner.plan(facts, now), !former.isEmpty());
    }
    MoveFacts facts = outOfSight(location, plan, present, asked);
    MovePlan move = MovePlanner.plan(facts, now);
    return new View(mirror.elsewhere(said(facts, move, plan)), move, !former.isEmpty());
  }

  /** Once the units go, a spec that is refused since does not bring them back. */
  private static MoveFacts outOfSight(
      GatewayLocation location, LocationPlan plan, boolean present, boolean asked) {
    Optional<Condition> mark = mark(location);
    boolean begun =
        mark.filter(known -> Reason.MovedAway.name().equals(known.reason())).isPresent();
    return new MoveFacts(
        present,
        asked,
        plan.verdict().accepted() || begun,
        evidence(location, plan),
        Optional.empty(),
        mark.map(known -> Instant.parse(known.lastTransitionTime())));
  }

  private static Evidence evidence(GatewayLocation location, LocationPlan plan) {
    if (plan.copy()) {
      return FieldOwnership.clusterIsPushed(location) ? Evidence.TOLD : Evidence.EDITED;
    }
    return plan.role() == LocationRole.Secondary ? Evidence.UNSEEN : Evidence.LEADING;
  }

  /** Where a hand has deleted all accepted specs there is none to ask, and it counts as asked. */
  private static boolean isAsked(GatewayLocation location, LocationObservation seen) {
    return new AcceptedSpecs(seen.revisions())
        .last()
        .map(
            accepted ->
                !Objects.equals(accepted.location().cluster(), location.getSpec().cluster()))
        .orElse(true);
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

  private GatewayLocationStatus atHolder(
      GatewayLocation location,
      LocationPlan plan,
      Set<String> former,
      MirroredStatusPlanner mirror) {
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
        condition(
            ConditionType.Progressing,
            Reason.Moving,
            MovePlanner.message(former, plan.cluster(), ready)));
  }

  /** What a cluster that is not the primary says of gateways that are here still. */
  private static List<Condition> said(MoveFacts facts, MovePlan move, LocationPlan plan) {
    List<Condition> said = new ArrayList<>();
    if (move.step() == MovePlan.Step.NONE) {
      return said;
    }
    String message = MovePlanner.message(facts, plan.name(), plan.cluster());
    if (facts.evidence() != Evidence.TOLD) {
      said.add(condition(ConditionType.Progressing, Reason.Moving, message));
    }
    if (move.step() == MovePlan.Step.REMOVE) {
      said.add(condition(ConditionType.RemovalPending, Reason.MovedAway, message));
    } else if (facts.timed()) {
      said.add(condition(ConditionType.RemovalPending, Reason.Moving, message));
    }
    return said;
  }

  private static Condition condition(ConditionType type, Reason reason, String message) {
    return new Condition(type.name(), Condition.TRUE, reason.name(), message, null, null);
  }

  /**
   * The mark of the loop that saw first that the location is to run elsewhere and will go from
   * here: nothing else sets this condition of a location, so that its time is when the wait began.
   */
  private static Optional<Condition> mark(GatewayLocation location) {
    return Optional.ofNullable(location.getStatus()).stream()
        .flatMap(status -> status.conditions().stream())
        .filter(condition -> condition.type().equals(ConditionType.RemovalPending.name()))
        .filter(condition -> condition.status().equals(Condition.TRUE))
        .findFirst();
  }
}
