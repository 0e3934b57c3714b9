package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.PolicyTargetKind;
import dev.apim.api.v1alpha1.PolicyTargetSpec;
import dev.apim.api.v1alpha1.Subscription;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.compiler.Outside;
import dev.apim.operator.controller.DeletedMeanwhile;
import dev.apim.operator.controller.Pace;
import dev.apim.operator.domain.sync.Arrivals;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.leader.OperatorScope;
import dev.apim.operator.observe.Answers;
import dev.apim.operator.remote.PublicationReports;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps the configuration of an instance published while its primary location runs here: at once
 * after an edit, at most one revision a second, so that a burst of edits is one revision (B53,
 * B77).
 */
@Singleton
@ControllerConfiguration(
    name = ConfigurationReconciler.NAME,
    informer = @Informer(comparableResourceVersions = false))
class ConfigurationReconciler implements Reconciler<ApiManagementInstance> {

  static final String NAME = "configuration";

  private static final Logger LOG = Logger.getLogger(ConfigurationReconciler.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration HELD = Duration.ofSeconds(10);

  private final OperatorScope scope;
  private final Configuration configuration;
  private final PublicationReports reports;
  private final SubscriptionSecrets secrets;
  private final SecretCarriage carriage;
  private final OpenApiDocuments documents;
  private final InstanceStates states;
  private final Pace<InstanceKey> pace = new Pace<>();
  private final Arrivals arrivals = new Arrivals();

  ConfigurationReconciler(
      OperatorScope scope,
      Configuration configuration,
      PublicationReports reports,
      SubscriptionSecrets secrets,
      SecretCarriage carriage,
      OpenApiDocuments documents,
      InstanceStates states) {
    this.scope = scope;
    this.states = states;
    this.secrets = secrets;
    this.carriage = carriage;
    this.documents = documents;
    this.configuration = configuration;
    this.reports = reports;
  }

  @Override
  public List<EventSource<?, ApiManagementInstance>> prepareEventSources(
      EventSourceContext<ApiManagementInstance> context) {
    InstanceNews news = new InstanceNews(states::appeared, this::deleted);
    reports.onChange((namespace, name) -> news.propagateEvent(new ResourceID(name, namespace)));
    secrets.onChange((namespace, name) -> news.propagateEvent(new ResourceID(name, namespace)));
    carriage.onChange(key -> news.propagateEvent(new ResourceID(key.name(), key.namespace())));
    return ConfigurationSources.of(context, news, configuration::partDeleted);
  }

  @Override
  public UpdateControl<ApiManagementInstance> reconcile(
      ApiManagementInstance instance, Context<ApiManagementInstance> context) {
    InstanceKey key = InstanceKeys.of(instance);
    if (!scope.includes(key.namespace())) {
      configuration.forget(key);
      return UpdateControl.<ApiManagementInstance>noUpdate()
          .rescheduleAfter(OperatorScope.LOOK_AGAIN);
    }
    Arrivals.Look look = arrivals(key, context);
    Duration pause = pace.untilNext(key);
    if (pause.isZero()) {
      pause = look.pause();
    }
    return pause.isZero()
        ? act(key, instance, look.held(), context)
        : UpdateControl.<ApiManagementInstance>noUpdate().rescheduleAfter(pause);
  }

  private UpdateControl<ApiManagementInstance> act(
      InstanceKey key,
      ApiManagementInstance instance,
      Set<String> heldApis,
      Context<ApiManagementInstance> context) {
    try {
      Sources sources = sources(key, heldApis, context);
      if (configuration.reconcile(instance, sources)) {
        pace.written(key);
      }
      forgetIfDeleted(key, instance, context);
      return next(key, heldApis, sources);
    } catch (PartsOfPredecessorException e) {
      LOG.debugf("%s: %s", key, e.getMessage());
      return UpdateControl.<ApiManagementInstance>noUpdate().rescheduleAfter(SOON);
    } catch (KubernetesClientException e) {
      if (!Answers.isConflict(e) && !Answers.isNotFound(e)) {
        throw e;
      }
      LOG.debugf("%s: what was read has changed meanwhile: %s", key, e.getMessage());
      return UpdateControl.<ApiManagementInstance>noUpdate().rescheduleAfter(SOON);
    }
  }

  private UpdateControl<ApiManagementInstance> next(
      InstanceKey key, Set<String> heldApis, Sources sources) {
    if (!heldApis.isEmpty()) {
      return UpdateControl.<ApiManagementInstance>noUpdate().rescheduleAfter(Arrivals.SETTLE);
    }
    if (configuration.isHeld(key)) {
      return UpdateControl.<ApiManagementInstance>noUpdate().rescheduleAfter(HELD);
    }
    Instant now = Instant.now();
    UpdateControl<ApiManagementInstance> control = UpdateControl.noUpdate();
    Moves.next(sources.locations(), now)
        .ifPresent(end -> control.rescheduleAfter(Duration.between(now, end).plusMillis(100)));
    return control;
  }

  @Override
  public ErrorStatusUpdateControl<ApiManagementInstance> updateErrorStatus(
      ApiManagementInstance primary, Context<ApiManagementInstance> context, Exception e) {
    return DeletedMeanwhile.or(primary, e);
  }

  /** A deletion that is told while this loop runs must not be undone by what the loop has put. */
  private void forgetIfDeleted(
      InstanceKey key, ApiManagementInstance instance, Context<ApiManagementInstance> context) {
    boolean there =
        context
            .getPrimaryCache()
            .get(ResourceID.fromResource(instance))
            .filter(now -> now.getMetadata().getUid().equals(instance.getMetadata().getUid()))
            .isPresent();
    if (!there) {
      forget(key);
    }
  }

  private void deleted(InstanceKey key) {
    forget(key);
    states.gone(key);
  }

  private void forget(InstanceKey key) {
    pace.forget(key);
    arrivals.forget(key);
    configuration.forget(key);
    documents.forget(key);
  }

  private Arrivals.Look arrivals(InstanceKey key, Context<ApiManagementInstance> context) {
    Set<String> withPolicy =
        context
            .getSecondaryResourcesAsStream(Policy.class)
            .map(policy -> policy.getSpec().targetRef())
            .filter(target -> target.kind() == PolicyTargetKind.Api)
            .map(PolicyTargetSpec::name)
            .collect(Collectors.toSet());
    Set<String> apis =
        context
            .getSecondaryResourcesAsStream(Api.class)
            .map(api -> api.getMetadata().getName())
            .collect(Collectors.toSet());
    return arrivals.look(key, apis, withPolicy, Instant.now());
  }

  private Sources sources(
      InstanceKey key, Set<String> heldApis, Context<ApiManagementInstance> context) {
    List<HasMetadata> objects = new ArrayList<>();
    ConfigurationObjects.KINDS.forEach(
        kind -> context.getSecondaryResourcesAsStream(kind).forEach(objects::add));
    objects.removeIf(
        object -> object instanceof Api && heldApis.contains(object.getMetadata().getName()));
    ConfigurationObjects sorted = ConfigurationObjects.of(objects);
    return new Sources(
        sorted,
        new Outside(
            documents.read(
                key,
                sorted.of(Api.class).stream()
                    .filter(api -> ConfigurationObjects.instanceOf(api).equals(key.name()))
                    .toList(),
                context.getSecondaryResourcesAsStream(ConfigMap.class)),
            secrets.keys(
                sorted.of(Subscription.class),
                context.getSecondaryResourcesAsStream(Secret.class))),
        context
            .getSecondaryResourcesAsStream(GatewayLocation.class)
            .sorted(Comparator.comparing(location -> location.getMetadata().getName()))
            .toList());
  }
}
