package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.OperatorStatus;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PushFinding;
import dev.apim.operator.domain.sync.PushScope;
import dev.apim.operator.domain.sync.RemovalPlanner;
import dev.apim.operator.domain.sync.TargetView;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All other clusters, by the name of their GatewayCluster. Only the leader makes any, since they
 * are made by its loops.
 */
@ApplicationScoped
public class RemoteClusters {

  /** Hears what happens to other clusters. */
  public interface Listener {

    /** Health or lag of a cluster. */
    default void clusterChanged(String cluster) {}

    /** A copy of a location, or how pushing it fares; by namespace and name of its instance. */
    default void copyChanged(String cluster, InstanceKey instance) {}

    /** A location of which there is a copy came or went. */
    default void copiesChanged(String cluster) {}

    /** A target that had lost its pointer is filled again. */
    default void targetRebuilt(String cluster, InstanceKey instance) {}
  }

  private final Map<String, RemoteTarget> targets = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final OwnCluster own;
  private final Publications publications;
  private final Originals originals;
  private final MeterRegistry meters;

  RemoteClusters(
      OwnCluster own, Publications publications, Originals originals, MeterRegistry meters) {
    this.own = own;
    this.publications = publications;
    this.originals = originals;
    this.meters = meters;
    publications.onChange(key -> targets.values().forEach(target -> target.cluster().mark(key)));
  }

  /** Adds a listener. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Connects to a cluster, or takes a changed kubeconfig; returns at once. */
  public void use(String name, String kubeconfig, String namespace) {
    targets.computeIfAbsent(name, this::target).cluster().use(kubeconfig, namespace);
  }

  /** Lets go of a cluster; what is in it stays. */
  public void remove(String name) {
    RemoteTarget target = targets.remove(name);
    if (target != null) {
      target.close();
    }
  }

  /** How a cluster is; empty where it is not in use. */
  public Optional<ClusterHealth> health(String name) {
    return Optional.ofNullable(targets.get(name)).map(target -> target.cluster().health());
  }

  /** From the publication of the last revision to its arrival there; empty before the first. */
  public Optional<Duration> lag(String name) {
    return Optional.ofNullable(targets.get(name)).flatMap(RemoteTarget::lag);
  }

  /** The operator there, as its locations tell. */
  public Optional<OperatorStatus> operator(String name) {
    return Optional.ofNullable(targets.get(name))
        .flatMap(target -> target.cluster().objects())
        .flatMap(
            objects ->
                objects.locations().stream()
                    .filter(location -> location.getStatus() != null)
                    .map(location -> location.getStatus().operator())
                    .filter(operator -> operator != null)
                    .findFirst());
  }

  /** What the last push of an instance to a cluster found; empty before the first. */
  public Optional<List<PushFinding>> findings(String cluster, InstanceKey instance) {
    return Optional.ofNullable(targets.get(cluster))
        .flatMap(target -> target.reports().find(instance));
  }

  /** What pushing an instance found in all clusters. */
  public List<PushFinding> findings(InstanceKey instance) {
    return targets.keySet().stream()
        .sorted()
        .flatMap(cluster -> findings(cluster, instance).stream().flatMap(List::stream))
        .toList();
  }

  /** What the targets hold; those that cannot be seen are left out. */
  public List<TargetView> views() {
    return targets.values().stream()
        .flatMap(target -> target.cluster().objects().stream())
        .map(RemoteObjects::view)
        .toList();
  }

  /** Namespace and name of the locations of which a cluster has copies of ours; empty unseen. */
  public Optional<List<String>> copies(String name) {
    return Optional.ofNullable(targets.get(name))
        .flatMap(target -> target.cluster().objects())
        .map(objects -> RemovalPlanner.locations(own.identity(), name, objects.view()));
  }

  /**
   * Those of these locations that are to be in a cluster, by what is published or by live reads.
   */
  public Set<String> wanted(String name, Collection<String> locations) {
    Set<String> wanted = publications.locationsIn(name);
    for (String location : locations) {
      String[] parts = location.split("/", 2);
      if (!wanted.contains(location)
          && (publications.isMoving(parts[0], parts[1]) || isIn(name, parts[0], parts[1]))) {
        wanted.add(location);
      }
    }
    return wanted;
  }

  private boolean isIn(String cluster, String namespace, String location) {
    return originals
        .find(GatewayLocation.class, namespace, location)
        .filter(original -> cluster.equals(original.getSpec().cluster()))
        .isPresent();
  }

  /** What the targets hold, by the name of the cluster. */
  Map<String, TargetView> viewsByName() {
    Map<String, TargetView> views = new TreeMap<>();
    targets.forEach(
        (name, target) ->
            target.cluster().objects().ifPresent(objects -> views.put(name, objects.view())));
    return views;
  }

  /** What of an instance in other clusters decides who publishes it; equal text, equal state. */
  String outlook(String instance) {
    StringBuilder text = new StringBuilder();
    for (String name : new TreeSet<>(targets.keySet())) {
      text.append(name);
      Optional.ofNullable(targets.get(name))
          .flatMap(target -> target.cluster().objects())
          .ifPresent(objects -> text.append(objects.outlook(instance)));
    }
    return text.toString();
  }

  Optional<String> identity(String name) {
    return key(name).map(TargetKey::identity);
  }

  Optional<ApiManagementInstance> instance(String cluster, String name) {
    return Optional.ofNullable(targets.get(cluster))
        .flatMap(target -> target.cluster().objects())
        .flatMap(objects -> objects.instance(name));
  }

  Optional<GatewayLocation> location(String cluster, String name) {
    return Optional.ofNullable(targets.get(cluster))
        .flatMap(target -> target.cluster().location(name));
  }

  /** The objects of a location's name in all clusters, by the name of the cluster. */
  Map<String, GatewayLocation> copiesOf(String location) {
    Map<String, GatewayLocation> copies = new TreeMap<>();
    targets
        .keySet()
        .forEach(name -> location(name, location).ifPresent(copy -> copies.put(name, copy)));
    return copies;
  }

  private RemoteTarget target(String name) {
    PushScope scope = new PushScope(own.identity(), own.name(), name);
    return new RemoteTarget(
        scope,
        publications,
        originals,
        meters,
        key -> objection(name, key),
        other -> isOther(name, other),
        listenerOf(name));
  }

  /** Whether two names are those of clusters that are known to be two. */
  private boolean isOther(String name, String other) {
    if (other.equals(own.name())) {
      return true;
    }
    Optional<TargetKey> here = key(name);
    Optional<TargetKey> there = key(other);
    return here.isPresent() && there.isPresent() && !here.equals(there);
  }

  private Optional<TargetKey> key(String name) {
    return Optional.ofNullable(targets.get(name)).flatMap(target -> target.cluster().key());
  }

  private Optional<String> objection(String name, TargetKey key) {
    if (key.identity().equals(own.identity())) {
      return Optional.of(
          "the kubeconfig leads to this very cluster, \""
              + own.name()
              + "\"; locations that run here name that cluster, or none");
    }
    return targets.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(name))
        .filter(entry -> entry.getValue().cluster().key().filter(key::equals).isPresent())
        .findFirst()
        .map(
            other ->
                "the GatewayCluster \""
                    + other.getKey()
                    + "\" leads to the same namespace of the same cluster; keep one of them");
  }

  private RemoteTarget.Listener listenerOf(String name) {
    return new RemoteTarget.Listener() {
      @Override
      public void healthChanged() {
        listeners.forEach(listener -> listener.clusterChanged(name));
        publications.keys().forEach(this::instanceChanged);
      }

      @Override
      public void copiesChanged() {
        listeners.forEach(listener -> listener.copiesChanged(name));
      }

      @Override
      public void instanceChanged(InstanceKey key) {
        listeners.forEach(listener -> listener.copyChanged(name, key));
      }

      @Override
      public void rebuilt(InstanceKey key) {
        listeners.forEach(listener -> listener.targetRebuilt(name, key));
      }
    };
  }

  @PreDestroy
  void close() {
    targets.keySet().forEach(this::remove);
  }
}
