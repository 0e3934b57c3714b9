package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayCluster;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.config.Settings;
import dev.apim.operator.controller.InstanceIndex;
import dev.apim.operator.controller.location.dependent.ValueSecrets;
import dev.apim.operator.domain.status.CertificateFacts;
import dev.apim.operator.manifest.Labels;
import dev.apim.operator.manifest.ValueSecret;
import dev.apim.operator.observe.Changes;
import dev.apim.operator.observe.TlsSecrets;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a location is told of. Everything is watched once and read from memory; heartbeats are
 * filtered out before they wake anybody.
 */
final class LocationEventSources {

  private final EventSourceContext<GatewayLocation> context;
  private final IndexerResourceCache<GatewayLocation> locations;
  private final Settings settings;
  private final InformerEventSource<Node, GatewayLocation> nodes;
  private final InformerEventSource<GatewayCluster, GatewayLocation> clusters;
  private final LocationCertificates certificates;
  private final SimpleInboundEventSource<GatewayLocation> remote =
      new SimpleInboundEventSource<>("remote-locations");

  LocationEventSources(
      EventSourceContext<GatewayLocation> context, Settings settings, TlsSecrets tls) {
    this.context = context;
    this.settings = settings;
    this.certificates = new LocationCertificates(tls);
    this.locations = context.getPrimaryCache();
    locations.addIndexers(Map.of(InstanceIndex.NAME, InstanceIndex::keys));
    this.nodes = nodes();
    this.clusters = clusters();
  }

  List<EventSource<?, GatewayLocation>> list() {
    return List.of(
        instances(), pointers(), pods(), leases(), values(), nodes, clusters, certificates, remote);
  }

  List<GatewayLocation> siblings(GatewayLocation location) {
    return locations.byIndex(InstanceIndex.NAME, InstanceIndex.keys(location).get(0));
  }

  /** What is known of the certificates that a location names which runs here. */
  List<CertificateFacts> certificates(GatewayLocation location) {
    return certificates.of(location);
  }

  /** A location runs elsewhere, and so does what it names. */
  void leaveCertificates(GatewayLocation location) {
    certificates.onResourceDeleted(location);
  }

  List<Node> allNodes() {
    return nodes.list(node -> true).toList();
  }

  /** Names of all clusters; the own one is known without its object. */
  Set<String> clusterNames() {
    Set<String> names = new HashSet<>(Set.of(settings.clusterName()));
    clusters.list(cluster -> true).forEach(cluster -> names.add(cluster.getMetadata().getName()));
    return names;
  }

  void remoteChanged(String namespace, String name) {
    remote.propagateEvent(new ResourceID(name, namespace));
  }

  private <R extends HasMetadata> InformerEventSourceConfiguration.Builder<R> watch(
      Class<R> type, String name) {
    return InformerEventSourceConfiguration.from(type, GatewayLocation.class)
        .withName(name)
        .withComparableResourceVersion(false);
  }

  private EventSource<?, GatewayLocation> instances() {
    return new InformerEventSource<>(
        watch(ApiManagementInstance.class, "instances")
            .withSecondaryToPrimaryMapper(instance -> locationsOf(instance))
            .withPrimaryToSecondaryMapper(InstanceIndex::instanceOf)
            .withOnUpdateFilter(Changes::ofInstance)
            .build(),
        context);
  }

  private EventSource<?, GatewayLocation> pointers() {
    return new InformerEventSource<>(
        watch(GatewayConfiguration.class, "pointers")
            .withSecondaryToPrimaryMapper(pointer -> locationsOf(pointer))
            .withPrimaryToSecondaryMapper(InstanceIndex::instanceOf)
            .withOnUpdateFilter(Changes::generationOf)
            .build(),
        context);
  }

  private EventSource<?, GatewayLocation> pods() {
    return new InformerEventSource<>(
        watch(Pod.class, "pods")
            .withLabelSelector(Labels.MANAGED)
            .withSecondaryToPrimaryMapper(LocationEventSources::byLabel)
            .withOnUpdateFilter(Changes::ofPod)
            .build(),
        context);
  }

  private EventSource<?, GatewayLocation> leases() {
    return new InformerEventSource<>(
        watch(Lease.class, "leases")
            .withLabelSelector(Labels.ACKNOWLEDGEMENTS)
            .withSecondaryToPrimaryMapper(LocationEventSources::byLabel)
            .withOnUpdateFilter(Changes::ofLease)
            .build(),
        context);
  }

  /**
   * The gateways' rights name the Secrets that carry values to them. They are found by their type,
   * which nobody can change, so that one that has lost its labels is seen.
   */
  private EventSource<?, GatewayLocation> values() {
    return new InformerEventSource<>(
        watch(Secret.class, ValueSecrets.SOURCE)
            .withFieldSelector(
                new FieldSelectorBuilder().withField("type", ValueSecret.TYPE).build())
            .withSecondaryToPrimaryMapper(this::servedBy)
            .withPrimaryToSecondaryMapper((GatewayLocation location) -> Set.of())
            .withOnUpdateFilter(Changes::ofSecret)
            .build(),
        context);
  }

  private Set<ResourceID> servedBy(Secret secret) {
    ObjectMeta metadata = secret.getMetadata();
    String instance =
        metadata.getLabels() == null ? null : metadata.getLabels().get(Labels.INSTANCE);
    return InstanceIndex.ids(
        locations
            .list(
                metadata.getNamespace(),
                location ->
                    instance == null || instance.equals(location.getSpec().instanceRef().name()))
            .toList());
  }

  private InformerEventSource<Node, GatewayLocation> nodes() {
    return new InformerEventSource<>(
        watch(Node.class, "nodes")
            .withWatchAllNamespaces()
            .withSecondaryToPrimaryMapper(node -> InstanceIndex.all(locations))
            .withPrimaryToSecondaryMapper((GatewayLocation location) -> Set.of())
            .withOnUpdateFilter(Changes::ofNode)
            .build(),
        context);
  }

  private InformerEventSource<GatewayCluster, GatewayLocation> clusters() {
    return new InformerEventSource<>(
        watch(GatewayCluster.class, "clusters")
            .withNamespaces(settings.operatorNamespace())
            .withFollowControllerNamespacesChanges(false)
            .withSecondaryToPrimaryMapper(cluster -> InstanceIndex.all(locations))
            .withPrimaryToSecondaryMapper((GatewayLocation location) -> Set.of())
            .withOnUpdateFilter(Changes::ofCluster)
            .build(),
        context);
  }

  private Set<ResourceID> locationsOf(HasMetadata instance) {
    return InstanceIndex.ids(
        locations.byIndex(
            InstanceIndex.NAME,
            InstanceIndex.key(
                instance.getMetadata().getNamespace(), instance.getMetadata().getName())));
  }

  private static Set<ResourceID> byLabel(HasMetadata resource) {
    String location = resource.getMetadata().getLabels().get(Labels.LOCATION);
    return Set.of(new ResourceID(location, resource.getMetadata().getNamespace()));
  }
}
