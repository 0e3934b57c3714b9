package dev.apim.operator.controller.cluster;

import dev.apim.api.v1alpha1.ClusterType;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayCluster;
import dev.apim.api.v1alpha1.GatewayClusterStatus;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.config.Settings;
import dev.apim.operator.controller.DeletedMeanwhile;
import dev.apim.operator.controller.EventRecorder;
import dev.apim.operator.controller.Schemas;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.RemovalProgress;
import dev.apim.operator.leader.OperatorScope;
import dev.apim.operator.remote.ClusterHealth;
import dev.apim.operator.remote.CredentialExpiry;
import dev.apim.operator.remote.OwnCluster;
import dev.apim.operator.remote.RemoteClusters;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the connections to other clusters as the GatewayClusters and their Secrets say, and tells
 * of each how it is (B67). Whatever one cluster does, the others go on.
 */
@Singleton
@ControllerConfiguration(
    name = ClusterReconciler.NAME,
    informer = @Informer(comparableResourceVersions = false))
class ClusterReconciler implements Reconciler<GatewayCluster> {

  static final String NAME = "cluster";

  private static final String KUBECONFIG = "kubeconfig";
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(24);

  private final Settings settings;
  private final OperatorScope scope;
  private final OwnCluster own;
  private final OwnGatewayCluster ownObject;
  private final RemoteClusters clusters;
  private final EventRecorder events;
  private final Schemas schemas;

  ClusterReconciler(
      Settings settings,
      OperatorScope scope,
      OwnCluster own,
      OwnGatewayCluster ownObject,
      RemoteClusters clusters,
      EventRecorder events,
      Schemas schemas) {
    this.settings = settings;
    this.scope = scope;
    this.own = own;
    this.ownObject = ownObject;
    this.clusters = clusters;
    this.events = events;
    this.schemas = schemas;
  }

  @Override
  public List<EventSource<?, GatewayCluster>> prepareEventSources(
      EventSourceContext<GatewayCluster> context) {
    SimpleInboundEventSource<GatewayCluster> news = new SimpleInboundEventSource<>("clusters");
    clusters.listen(new News(context.getPrimaryCache(), news));
    schemas.onChange(() -> news.propagateEvent(id(own.name())));
    scope.onChange(() -> news.propagateEvent(id(own.name())));
    return List.of(
        news,
        ClusterSources.secrets(context),
        ClusterSources.nodes(context, id(own.name())),
        ClusterSources.deletions(context, this::deleted));
  }

  @Override
  public ErrorStatusUpdateControl<GatewayCluster> updateErrorStatus(
      GatewayCluster primary, Context<GatewayCluster> context, Exception e) {
    schemas.learn(e);
    return DeletedMeanwhile.or(primary, e);
  }

  @Override
  public UpdateControl<GatewayCluster> reconcile(
      GatewayCluster cluster, Context<GatewayCluster> context) {
    GatewayClusterStatus status = schemas.fit(GatewayCluster.class, status(cluster, context));
    Optional<Duration> again = untilWarning(context).or(() -> whilePending(status));
    if (status.equals(cluster.getStatus())) {
      return scheduled(UpdateControl.noUpdate(), again);
    }
    tell(cluster, status);
    GatewayCluster patch = new GatewayCluster();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(cluster.getMetadata().getName())
            .withNamespace(cluster.getMetadata().getNamespace())
            .build());
    patch.setStatus(status);
    return scheduled(UpdateControl.patchStatus(patch), again);
  }

  /** Nobody tells when credentials come near their end, so that the loop looks by itself. */
  private static Optional<Duration> untilWarning(Context<GatewayCluster> context) {
    Instant now = Instant.now();
    return context
        .getSecondaryResource(Secret.class)
        .flatMap(ClusterReconciler::kubeconfig)
        .flatMap(CredentialExpiry::of)
        .map(end -> Duration.between(now, ClusterStatus.warnAt(end)).plusSeconds(1))
        .filter(wait -> !wait.isNegative())
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  private static Optional<Duration> whilePending(GatewayClusterStatus status) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals(ConditionType.RemovalPending.name()))
        .filter(condition -> Condition.TRUE.equals(condition.status()))
        .map(condition -> LOOK_AGAIN)
        .findFirst();
  }

  private static UpdateControl<GatewayCluster> scheduled(
      UpdateControl<GatewayCluster> control, Optional<Duration> again) {
    again.ifPresent(control::rescheduleAfter);
    return control;
  }

  private GatewayClusterStatus status(GatewayCluster cluster, Context<GatewayCluster> context) {
    String name = cluster.getMetadata().getName();
    boolean isOwn = name.equals(own.name());
    Optional<String> secret = ClusterSources.secretOf(cluster);
    if (secret.isPresent() && !isOwn) {
      return remote(cluster, secret.get(), context);
    }
    clusters.remove(name);
    if (secret.isPresent()) {
      String message =
          name + " is the operator's own cluster and takes no kubeconfig; remove both fields";
      return unusable(cluster, ClusterType.Local, Reason.KubeconfigInvalid, message);
    }
    if (!isOwn) {
      String message =
          "the operator's own cluster is "
              + own.name()
              + "; for another cluster set kubeconfigSecretRef and namespace";
      return unusable(cluster, ClusterType.Remote, Reason.KubeconfigNotFound, message);
    }
    List<String> zones =
        context
            .getSecondaryResourcesAsStream(Node.class)
            .flatMap(node -> ClusterSources.zone(node).stream())
            .distinct()
            .sorted()
            .toList();
    return ClusterStatus.local(
        cluster,
        schemas.findings(),
        scope.plan(),
        own.identity(),
        own.kubernetesVersion(),
        zones,
        Instant.now());
  }

  private GatewayClusterStatus remote(
      GatewayCluster cluster, String secretName, Context<GatewayCluster> context) {
    String name = cluster.getMetadata().getName();
    Optional<String> kubeconfig =
        context.getSecondaryResource(Secret.class).flatMap(ClusterReconciler::kubeconfig);
    if (kubeconfig.isEmpty()) {
      clusters.remove(name);
      String message =
          "there is no Secret "
              + secretName
              + " with the key "
              + KUBECONFIG
              + " in namespace "
              + cluster.getMetadata().getNamespace()
              + "; create it";
      return unusable(cluster, ClusterType.Remote, Reason.KubeconfigNotFound, message);
    }
    clusters.use(name, kubeconfig.get(), cluster.getSpec().namespace());
    ClusterHealth health = clusters.health(name).orElseThrow();
    List<String> locations = locations(cluster);
    return ClusterStatus.remote(
        cluster,
        health,
        clusters.operator(name),
        clusters.lag(name),
        CredentialExpiry.of(kubeconfig.get()),
        locations,
        RemovalProgress.of(
            locations,
            clusters.wanted(name, locations),
            ClusterStatus.unreachableSince(cluster, health)),
        Instant.now());
  }

  /** As seen now, or as last seen where the cluster cannot be seen. */
  private List<String> locations(GatewayCluster cluster) {
    return clusters
        .copies(cluster.getMetadata().getName())
        .orElseGet(() -> cluster.getStatus() == null ? List.of() : cluster.getStatus().locations());
  }

  private static GatewayClusterStatus unusable(
      GatewayCluster cluster, ClusterType type, Reason reason, String message) {
    return ClusterStatus.unusable(cluster, type, reason, message, Instant.now());
  }

  private static Optional<String> kubeconfig(Secret secret) {
    return Optional.ofNullable(secret.getData())
        .map(data -> data.get(KUBECONFIG))
        .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
  }

  private void deleted(GatewayCluster cluster) {
    clusters.remove(cluster.getMetadata().getName());
    if (cluster.getMetadata().getName().equals(own.name())) {
      ownObject.ensure();
    }
  }

  private void tell(GatewayCluster cluster, GatewayClusterStatus status) {
    GatewayClusterStatus before = cluster.getStatus();
    if (before != null
        && before.identity() != null
        && !before.identity().equals(status.identity())) {
      rebuilt(cluster, "the cluster has another identity than before; it is filled again");
    }
    events.transitions(
        cluster, before == null ? List.of() : before.conditions(), status.conditions());
  }

  private void rebuilt(GatewayCluster cluster, String message) {
    events.record(cluster, false, Reason.TargetRebuilt.name(), message);
  }

  private ResourceID id(String cluster) {
    return new ResourceID(cluster, settings.operatorNamespace());
  }

  /** Passes on what is heard of other clusters. */
  private final class News implements RemoteClusters.Listener {

    private final IndexerResourceCache<GatewayCluster> cache;
    private final SimpleInboundEventSource<GatewayCluster> source;

    News(
        IndexerResourceCache<GatewayCluster> cache,
        SimpleInboundEventSource<GatewayCluster> source) {
      this.cache = cache;
      this.source = source;
    }

    @Override
    public void clusterChanged(String cluster) {
      source.propagateEvent(id(cluster));
    }

    @Override
    public void copiesChanged(String cluster) {
      source.propagateEvent(id(cluster));
    }

    @Override
    public void targetRebuilt(String cluster, InstanceKey instance) {
      cache
          .get(id(cluster))
          .ifPresent(
              object ->
                  rebuilt(
                      object,
                      "the configuration of " + instance.name() + " was gone and is pushed again"));
    }
  }
}
