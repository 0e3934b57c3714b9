package dev.apim.operator.controller.instance;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.ApiManagementInstanceStatus;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.operator.config.Settings;
import dev.apim.operator.controller.DeletedMeanwhile;
import dev.apim.operator.controller.EventRecorder;
import dev.apim.operator.controller.LastWritten;
import dev.apim.operator.controller.Pace;
import dev.apim.operator.controller.Schemas;
import dev.apim.operator.domain.status.Conditions;
import dev.apim.operator.domain.status.InstanceHeadline;
import dev.apim.operator.domain.status.InstanceStatusPlanner;
import dev.apim.operator.domain.status.LocationState;
import dev.apim.operator.domain.topology.ClusterFacts;
import dev.apim.operator.domain.topology.TopologyPlan;
import dev.apim.operator.domain.topology.TopologyPlanner;
import dev.apim.operator.leader.OperatorScope;
import dev.apim.operator.observe.ConfigurationObserver;
import dev.apim.operator.observe.TopologyObserver;
import dev.apim.operator.remote.PublicationReports;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Says of an instance whether it is accepted, who its primary is, and how its locations are. */
@ControllerConfiguration(
    name = InstanceReconciler.NAME,
    fieldManager = "apim-operator-instance",
    informer = @Informer(comparableResourceVersions = false))
public class InstanceReconciler implements Reconciler<ApiManagementInstance> {

  static final String NAME = "instance";

  /** Distance of two writes that only tell how many replicas of which location are ready. */
  private static final Duration COUNTS = Duration.ofSeconds(5);

  /** Other types belong to the controller that publishes, under its own field manager. */
  private static final Set<String> OWN =
      Set.of(
          ConditionType.Accepted.name(),
          ConditionType.Ready.name(),
          ConditionType.ConfigurationInSync.name(),
          ConditionType.HistoryDiverged.name(),
          ConditionType.Pinned.name(),
          ConditionType.PromotionReady.name());

  private final Settings settings;
  private final OperatorScope scope;
  private final EventRecorder events;
  private final LastWritten<ApiManagementInstanceStatus> written = new LastWritten<>();
  private final Pace<ResourceID> pace = new Pace<>();
  private final PublicationReports publishing;
  private final Schemas schemas;

  InstanceReconciler(
      Settings settings,
      OperatorScope scope,
      EventRecorder events,
      PublicationReports publishing,
      Schemas schemas) {
    this.settings = settings;
    this.scope = scope;
    this.events = events;
    this.publishing = publishing;
    this.schemas = schemas;
  }

  @Override
  public List<EventSource<?, ApiManagementInstance>> prepareEventSources(
      EventSourceContext<ApiManagementInstance> context) {
    SimpleInboundEventSource<ApiManagementInstance> news =
        new SimpleInboundEventSource<>("publication-reports");
    publishing.onChange((namespace, name) -> news.propagateEvent(new ResourceID(name, namespace)));
    return List.of(
        news,
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(
                    GatewayLocation.class, ApiManagementInstance.class)
                .withName("locations")
                .withComparableResourceVersion(false)
                .withSecondaryToPrimaryMapper(
                    location ->
                        Set.of(
                            new ResourceID(
                                location.getSpec().instanceRef().name(),
                                location.getMetadata().getNamespace())))
                .withOnUpdateFilter(InstanceReconciler::matters)
                .build(),
            context),
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(
                    GatewayConfiguration.class, ApiManagementInstance.class)
                .withName("pointers")
                .withComparableResourceVersion(false)
                .withSecondaryToPrimaryMapper(pointer -> Set.of(ResourceID.fromResource(pointer)))
                .build(),
            context));
  }

  @Override
  public UpdateControl<ApiManagementInstance> reconcile(
      ApiManagementInstance instance, Context<ApiManagementInstance> context) {
    if (!scope.includes(instance.getMetadata().getNamespace())) {
      return UpdateControl.<ApiManagementInstance>noUpdate()
          .rescheduleAfter(OperatorScope.LOOK_AGAIN);
    }
    if (removed(instance)) {
      context.getClient().resource(instance).delete();
      return UpdateControl.noUpdate();
    }
    List<GatewayLocation> locations =
        context
            .getSecondaryResourcesAsStream(GatewayLocation.class)
            .filter(location -> location.getMetadata().getDeletionTimestamp() == null)
            .toList();
    TopologyPlan plan =
        new TopologyPlanner(
                new ClusterFacts(settings.clusterName(), Set.of(settings.clusterName()), Set.of()))
            .plan(
                TopologyObserver.instance(instance),
                locations.stream().map(TopologyObserver::location).toList());
    ApiManagementInstanceStatus before =
        own(written.status(instance, instance.getStatus(), context.getRetryInfo().isPresent()));
    ApiManagementInstanceStatus status =
        new InstanceStatusPlanner(
                plan,
                instance.getSpec().tier(),
                locations.stream().map(InstanceReconciler::state).toList(),
                ConfigurationObserver.active(
                    context.getSecondaryResource(GatewayConfiguration.class)))
            .plan(
                instance.getMetadata().getName(),
                instance.getMetadata().getGeneration(),
                before,
                Instant.now());
    return patched(instance, before, withPublishing(instance, before, status));
  }

  @Override
  public ErrorStatusUpdateControl<ApiManagementInstance> updateErrorStatus(
      ApiManagementInstance primary, Context<ApiManagementInstance> context, Exception e) {
    schemas.learn(e);
    return DeletedMeanwhile.or(primary, e);
  }

  /** What stands against publishing is said in place of what the replicas say. */
  private ApiManagementInstanceStatus withPublishing(
      ApiManagementInstance instance,
      ApiManagementInstanceStatus before,
      ApiManagementInstanceStatus status) {
    List<Condition> reported =
        publishing.conditions(
            instance.getMetadata().getNamespace(), instance.getMetadata().getName());
    if (reported.isEmpty()) {
      return status;
    }
    Conditions conditions =
        new Conditions(
            before == null ? List.of() : before.conditions(),
            instance.getMetadata().getGeneration(),
            Instant.now());
    status.conditions().forEach(conditions::add);
    reported.forEach(conditions::add);
    return with(status, conditions.list());
  }

  private UpdateControl<ApiManagementInstance> patched(
      ApiManagementInstance instance,
      ApiManagementInstanceStatus before,
      ApiManagementInstanceStatus planned) {
    ApiManagementInstanceStatus status = schemas.fit(ApiManagementInstance.class, planned);
    if (Objects.equals(before, status)) {
      return UpdateControl.noUpdate();
    }
    ResourceID id = ResourceID.fromResource(instance);
    boolean news = !InstanceHeadline.same(before, status);
    Duration wait = news ? pace.untilNext(id) : pace.untilNext(id, COUNTS);
    if (!wait.isZero()) {
      return UpdateControl.<ApiManagementInstance>noUpdate().rescheduleAfter(wait);
    }
    pace.written(id);
    events.transitions(
        instance, before == null ? List.of() : before.conditions(), status.conditions());
    written.remember(instance, status);
    ApiManagementInstance fresh = new ApiManagementInstance();
    fresh.getMetadata().setName(instance.getMetadata().getName());
    fresh.getMetadata().setNamespace(instance.getMetadata().getNamespace());
    fresh.setStatus(status);
    return UpdateControl.patchStatus(fresh);
  }

  /** Most of what a location says of itself is not said again by its instance. */
  private static boolean matters(GatewayLocation now, GatewayLocation before) {
    return !state(now).sameForInstance(state(before))
        || !Objects.equals(
            now.getMetadata().getDeletionTimestamp(), before.getMetadata().getDeletionTimestamp());
  }

  private static boolean removed(ApiManagementInstance instance) {
    return instance.getSpec().origin() != null
        && instance.getSpec().origin().state() == OriginState.Removed;
  }

  private static LocationState state(GatewayLocation location) {
    return new LocationState(
        location.getMetadata().getName(), location.getSpec(), location.getStatus());
  }

  private static ApiManagementInstanceStatus own(ApiManagementInstanceStatus status) {
    if (status == null) {
      return null;
    }
    List<Condition> conditions =
        status.conditions().stream().filter(c -> OWN.contains(c.type())).toList();
    return with(status, conditions);
  }

  private static ApiManagementInstanceStatus with(
      ApiManagementInstanceStatus status, List<Condition> conditions) {
    return new ApiManagementInstanceStatus(
        status.observedGeneration(),
        conditions,
        status.primaryLocation(),
        status.locationCount(),
        status.units(),
        status.locations(),
        status.configuration(),
        status.footprint(),
        status.slaClass(),
        status.addresses());
  }
}
