package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PushLag;
import dev.apim.operator.domain.sync.PushScope;
import dev.apim.operator.domain.sync.RemovalPlanner;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** A cluster that is pushed to, with its reports and meters. */
final class RemoteTarget implements AutoCloseable {

  /** Hears what changes. */
  interface Listener {

    /** Health or lag. */
    void healthChanged();

    /** A copy of a location, or how pushing it fares. */
    void instanceChanged(InstanceKey key);

    /** A copy of a location came or went. */
    void copiesChanged();

    /** A pointer that had been there is written again. */
    void rebuilt(InstanceKey key);
  }

  private final PushScope scope;
  private final Publications publications;
  private final Listener listener;
  private final PushReports reports;
  private final RemoteCluster cluster;
  private final MeterRegistry registry;
  private final List<Meter> meters;
  private final Instant begun = Instant.now();
  private volatile int copies;
  private volatile Optional<Duration> lag = Optional.empty();

  RemoteTarget(
      PushScope scope,
      Publications publications,
      Originals originals,
      MeterRegistry registry,
      Function<TargetKey, Optional<String>> objection,
      Predicate<String> elsewhere,
      Listener listener) {
    this.scope = scope;
    this.publications = publications;
    this.listener = listener;
    this.registry = registry;
    this.reports = new PushReports(listener::instanceChanged);
    PushEnvironment environment =
        new PushEnvironment(scope, publications, originals, elsewhere, new Pushes());
    this.cluster =
        new RemoteCluster(
            scope.target(),
            new Changes(),
            new Pusher(environment, reports),
            objection,
            this::markAll);
    this.meters =
        List.of(
            gauge("apim.push.queue.depth", this, RemoteTarget::depth),
            gauge("apim.push.lag.seconds", this, RemoteTarget::lagSeconds),
            gauge(
                "apim.cluster.reachable",
                this,
                target -> target.cluster.health().reachable() ? 1 : 0));
  }

  RemoteCluster cluster() {
    return cluster;
  }

  PushReports reports() {
    return reports;
  }

  Optional<Duration> lag() {
    return lag;
  }

  private void markAll() {
    Set<InstanceKey> keys = new HashSet<>(publications.keys());
    cluster
        .objects()
        .ifPresent(objects -> keys.addAll(RemovalPlanner.copied(scope, objects.view())));
    keys.forEach(cluster::mark);
  }

  private int depth() {
    return cluster.queueDepth();
  }

  private double lagSeconds() {
    return PushLag.of(
                publications.all(),
                scope.target(),
                cluster.objects().filter(RemoteObjects::areSynced).map(RemoteObjects::view),
                begun,
                lag,
                Instant.now())
            .toMillis()
        / 1000.0;
  }

  private Gauge gauge(
      String name, RemoteTarget target, java.util.function.ToDoubleFunction<RemoteTarget> value) {
    return Gauge.builder(name, target, value).tag("cluster", scope.target()).register(registry);
  }

  private static Optional<String> instanceOf(HasMetadata object) {
    if (object instanceof GatewayLocation location) {
      return Optional.of(location.getSpec().instanceRef().name());
    }
    return object instanceof ApiManagementInstance || object instanceof GatewayConfiguration
        ? Optional.of(object.getMetadata().getName())
        : Optional.empty();
  }

  @Override
  public void close() {
    cluster.close();
    meters.forEach(registry::remove);
  }

  private final class Changes implements RemoteCluster.Listener {

    @Override
    public void healthChanged() {
      listener.healthChanged();
    }

    @Override
    public void objectChanged(HasMetadata object) {
      if (object instanceof GatewayLocation) {
        tellIfCopiesChanged();
      }
      Map<String, String> labels = object.getMetadata().getLabels();
      String namespace = labels == null ? null : labels.get(PushScope.ORIGIN_NAMESPACE);
      instanceOf(object)
          .ifPresent(
              instance -> {
                publications.keys().stream()
                    .filter(key -> key.name().equals(instance))
                    .forEach(this::changed);
                if (namespace != null) {
                  changed(new InstanceKey(namespace, instance));
                }
              });
    }

    private void tellIfCopiesChanged() {
      int now = cluster.objects().map(objects -> objects.locations().size()).orElse(0);
      if (now != copies) {
        copies = now;
        listener.copiesChanged();
      }
    }

    private void changed(InstanceKey key) {
      cluster.mark(key);
      listener.instanceChanged(key);
    }
  }

  private final class Pushes implements PushEnvironment.Listener {

    @Override
    public void pushed(InstanceKey key, long sequence, Duration delay) {
      lag = Optional.of(delay);
      listener.healthChanged();
    }

    @Override
    public void rebuilt(InstanceKey key) {
      listener.rebuilt(key);
    }
  }
}
