package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.Hosting;
import dev.apim.api.v1alpha1.KnownZone;
import dev.apim.operator.config.Settings;
import dev.apim.operator.controller.DeletedMeanwhile;
import dev.apim.operator.controller.EventRecorder;
import dev.apim.operator.controller.Schemas;
import dev.apim.operator.controller.location.dependent.AcceptedDependentResource;
import dev.apim.operator.controller.location.dependent.BudgetDependentResource;
import dev.apim.operator.controller.location.dependent.Happenings;
import dev.apim.operator.controller.location.dependent.IsManaged;
import dev.apim.operator.controller.location.dependent.LaterBinding;
import dev.apim.operator.controller.location.dependent.LocationDecision;
import dev.apim.operator.controller.location.dependent.RoleBindingDependentResource;
import dev.apim.operator.controller.location.dependent.RoleDependentResource;
import dev.apim.operator.controller.location.dependent.RoleSeen;
import dev.apim.operator.controller.location.dependent.ServiceAccountDependentResource;
import dev.apim.operator.controller.location.dependent.ServiceDependentResource;
import dev.apim.operator.controller.location.dependent.UnitDependentResource;
import dev.apim.operator.controller.location.dependent.ValueSecrets;
import dev.apim.operator.domain.status.Acknowledgement;
import dev.apim.operator.domain.status.CertificateFacts;
import dev.apim.operator.domain.status.Hindrances;
import dev.apim.operator.domain.status.LocationStatusPlanner;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.topology.MovePlan;
import dev.apim.operator.leader.OperatorScope;
import dev.apim.operator.observe.TlsSecrets;
import dev.apim.operator.remote.RemoteLocations;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the gateways of the locations that run in this cluster, and says how all locations are. */
@Workflow(
    explicitInvocation = true,
    dependents = {
      @Dependent(name = "accepted-spec", type = AcceptedDependentResource.class),
      @Dependent(name = "service-account", type = ServiceAccountDependentResource.class),
      @Dependent(name = "role", type = RoleDependentResource.class),
      @Dependent(
          name = "role-binding",
          type = RoleBindingDependentResource.class,
          dependsOn = "role",
          reconcilePrecondition = RoleSeen.class),
      @Dependent(
          name = "service",
          type = ServiceDependentResource.class,
          reconcilePrecondition = IsManaged.class),
      @Dependent(
          name = "budgets",
          type = BudgetDependentResource.class,
          reconcilePrecondition = IsManaged.class),
      @Dependent(
          name = "units",
          type = UnitDependentResource.class,
          reconcilePrecondition = IsManaged.class)
    })
@ControllerConfiguration(
    name = LocationReconciler.NAME,
    fieldManager = "apim-operator-location",
    generationAwareEventProcessing = false,
    informer =
        @Informer(comparableResourceVersions = false, onUpdateFilter = LocationChanges.class))
public class LocationReconciler implements Reconciler<GatewayLocation> {

  static final String NAME = "location";

  /** Objects of others are not watched. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

  private final Settings settings;
  private final OperatorScope scope;
  private final EventRecorder events;
  private final RemoteLocations remote;
  private final TlsSecrets tls;
  private final Schemas schemas;
  private final LocationPlanning planning;
  private final LocationStatusWriting writing;
  private final LocationElsewhere elsewhere;
  private final ValueSecrets values = new ValueSecrets();
  private LocationEventSources sources;
  private LocationTopology topology;

  LocationReconciler(
      Settings settings,
      OperatorScope scope,
      EventRecorder events,
      RemoteLocations remote,
      TlsSecrets tls,
      Schemas schemas) {
    this.settings = settings;
    this.scope = scope;
    this.events = events;
    this.remote = remote;
    this.tls = tls;
    this.schemas = schemas;
    this.planning = new LocationPlanning(settings);
    this.writing = new LocationStatusWriting(events, schemas);
    this.elsewhere = new LocationElsewhere(remote, events);
  }

  @Override
  public List<EventSource<?, GatewayLocation>> prepareEventSources(
      EventSourceContext<GatewayLocation> context) {
    sources = new LocationEventSources(context, settings, tls);
    topology = new LocationTopology(settings, sources);
    remote.onChange(sources::remoteChanged);
    return sources.list();
  }

  @Override
  public UpdateControl<GatewayLocation> reconcile(
      GatewayLocation read, Context<GatewayLocation> context) {
    if (!scope.includes(read.getMetadata().getNamespace())) {
      return UpdateControl.<GatewayLocation>noUpdate().rescheduleAfter(OperatorScope.LOOK_AGAIN);
    }
    GatewayLocation location = writing.known(read, context.getRetryInfo().isPresent());
    Instant now = Instant.now();
    LocationObservation seen =
        LocationObservation.of(location, context, sources.allNodes(), knownZones(location), now);
    LocationTopology.Standing standing = topology.of(location, seen);
    if (standing.plan().removed() && !LocationChanges.isPaused(location)) {
      context.getClient().resource(location).delete();
      writing.forget(location);
      return UpdateControl.noUpdate();
    }
    if (!standing.plan().runsHere()) {
      return elsewhere(location, standing, seen, context, now);
    }
    return here(location, standing, seen, context, now);
  }

  /** Carries one step out and says how the location is then. */
  private UpdateControl<GatewayLocation> here(
      GatewayLocation location,
      LocationTopology.Standing standing,
      LocationObservation seen,
      Context<GatewayLocation> context,
      Instant now) {
    LocationPlan plan = standing.plan();
    Optional<LocationDecision> decision =
        planning.decide(location, plan, standing.instanceAccepted(), seen, now);
    boolean paused = LocationChanges.isPaused(location);
    Hindrances hindrances = paused ? Hindrances.NONE : apply(location, decision, context);
    List<CertificateFacts> certificates = sources.certificates(location);
    String version = settings.version();
    LocationStatusPlanner status =
        new LocationStatusPlanner(
            LocationViews.of(
                location, plan, seen, decision, hindrances, certificates, version, now));
    Stream<Instant> deadlines =
        Stream.of(
                decision.flatMap(known -> known.rollout().deadline()),
                status.deadline(),
                hindrances.any() ? Optional.of(now.plus(LOOK_AGAIN)) : Optional.<Instant>empty(),
                nextExpiry(location, seen, now))
            .flatMap(Optional::stream);
    return writing.control(location, status.plan(), again(deadlines, now, context));
  }

  @Override
  public ErrorStatusUpdateControl<GatewayLocation> updateErrorStatus(
      GatewayLocation primary, Context<GatewayLocation> context, Exception e) {
    schemas.learn(e);
    return DeletedMeanwhile.or(primary, e);
  }

  /** Of another cluster that ran the location, the zones say nothing of this one. */
  private List<KnownZone> knownZones(GatewayLocation location) {
    return Optional.ofNullable(location.getStatus())
        .filter(status -> settings.clusterName().equals(status.cluster()))
        .map(GatewayLocationStatus::clusterZones)
        .orElse(List.of());
  }

  /** Carries a decision out; tells what kept children from being made that a user must remove. */
  private Hindrances apply(
      GatewayLocation location,
      Optional<LocationDecision> decision,
      Context<GatewayLocation> context) {
    if (decision.isEmpty()) {
      return Hindrances.NONE;
    }
    decision.get().put(context);
    values.dropSpoilt(location, context);
    GatewayLeases.adopt(location, context.getSecondaryResources(Lease.class), context.getClient());
    Happenings happenings = Happenings.in(context);
    try {
      context.managedWorkflowAndDependentResourceContext().reconcileManagedWorkflow();
      return Hindrances.NONE;
    } catch (AggregatedOperatorException e) {
      return HinderedChildren.in(e);
    } finally {
      happenings.tell((reason, children) -> events.record(location, true, reason.name(), children));
    }
  }

  /** Gateways that are here still serve until the other cluster does, then they go (B68). */
  private UpdateControl<GatewayLocation> elsewhere(
      GatewayLocation location,
      LocationTopology.Standing standing,
      LocationObservation seen,
      Context<GatewayLocation> context,
      Instant now) {
    sources.leaveCertificates(location);
    LocationPlan plan = standing.plan();
    LocationElsewhere.View view = elsewhere.look(location, plan, standing.holder(), seen, now);
    if (!LocationChanges.isPaused(location)) {
      if (view.move().step() == MovePlan.Step.SERVE) {
        apply(location, planning.keep(location, plan, seen, now), context);
      } else if (view.move().step() == MovePlan.Step.REMOVE) {
        elsewhere.remove(location, plan.cluster(), context);
      }
    }
    return writing.control(location, view.status(), again(view.again(now), now, context));
  }

  private static Optional<Duration> again(
      Stream<Instant> deadlines, Instant now, Context<GatewayLocation> context) {
    return LaterBinding.isAsked(context)
        ? Optional.of(LaterBinding.DELAY)
        : deadlines
            .min(Comparator.naturalOrder())
            .map(deadline -> Duration.between(now, deadline).plusMillis(100));
  }

  /** Nobody tells when a self-hosted gateway falls silent, so that the loop looks by itself. */
  private static Optional<Instant> nextExpiry(
      GatewayLocation location, LocationObservation seen, Instant now) {
    if (location.getSpec().hosting() == Hosting.Managed) {
      return Optional.empty();
    }
    return seen.acknowledgements().stream()
        .map(Acknowledgement::expires)
        .filter(expiry -> expiry.isAfter(now))
        .min(Comparator.naturalOrder())
        .map(expiry -> expiry.plusSeconds(1));
  }
}
