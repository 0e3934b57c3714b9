package dev.apim.e2e.bench;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoRegions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** When a revision was published, when pointers moved to it, when gateways took and told it. */
final class Trails implements AutoCloseable {
  private final List<Site> sites;
  private final List<Watch> watches = new ArrayList<>();
  private final Map<String, Map<String, Moved>> moved = new HashMap<>();
  private final Map<String, Map<String, Told>> told = new HashMap<>();

  private record Moved(Instant at, Instant publishedAt, String content) {}

  private record Told(Instant at, Instant activatedAt) {}

  /**
   * The way of one revision.
   *
   * @param moved when the pointer moved, by the location of the region
   * @param movedHere when it moved in the primary
   * @param acknowledgedMillis from a gateway's swap to its Lease, of the slowest; empty where that
   *     was not waited for
   */
  record Trail(
      Instant publishedAt,
      Map<String, Instant> moved,
      Instant movedHere,
      Optional<Double> acknowledgedMillis) {

    /** When it had moved everywhere. */
    Instant movedLast() {
      return moved.values().stream().max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  /**
   * @param sites the primary's first
   */
  Trails(List<Site> sites) {
    this.sites = sites;
    for (Site site : sites) {
      moved.put(site.location(), new HashMap<>());
      told.put(site.location(), new HashMap<>());
      watches.add(
          site.cluster()
              .client()
              .genericKubernetesResources("apim.dev/v1alpha1", "GatewayConfiguration")
              .inNamespace(TwoRegions.NAMESPACE)
              .withName(TwoRegions.INSTANCE)
              .watch(new Listener<>((at, pointer) -> pointerMoved(site, at, pointer))));
      watches.add(
          site.cluster()
              .client()
              .leases()
              .inNamespace(TwoRegions.NAMESPACE)
              .withLabel("apim.dev/component", "gateway")
              .watch(new Listener<>((at, lease) -> leaseChanged(site, at, lease))));
    }
  }

  private synchronized void pointerMoved(Site site, Instant at, GenericKubernetesResource pointer) {
    String hash = pointer.get("spec", "active", "hash");
    String published = pointer.get("spec", "active", "publishedAt");
    moved
        .get(site.location())
        .putIfAbsent(
            hash, new Moved(at, Instant.parse(published), "" + pointer.<Object>get("spec")));
  }

  private synchronized void leaseChanged(Site site, Instant at, Lease lease) {
    Map<String, String> annotations = lease.getMetadata().getAnnotations();
    String hash = annotations == null ? null : annotations.get("apim.dev/revision");
    String activated = annotations == null ? null : annotations.get("apim.dev/activated-at");
    if (hash != null && activated != null) {
      told.get(site.location())
          .putIfAbsent(
              hash + "/" + lease.getMetadata().getName(), new Told(at, Instant.parse(activated)));
    }
  }

  /**
   * The way of the revision that has this text.
   *
   * @param told whether to wait until every gateway has told of it
   */
  Trail after(String text, boolean told, Duration limit) {
    return await("pointers and acknowledgements of " + text)
        .atMost(limit)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> find(text, told), Optional::isPresent)
        .orElseThrow();
  }

  private synchronized Optional<Trail> find(String text, boolean told) {
    Map<String, Moved> here = moved.get(sites.get(0).location());
    Optional<String> hash =
        here.entrySet().stream()
            .filter(entry -> entry.getValue().content().contains(text + "\""))
            .map(Map.Entry::getKey)
            .findFirst();
    if (hash.isEmpty() || !sites.stream().allMatch(site -> isComplete(site, hash.get(), told))) {
      return Optional.empty();
    }
    Moved first = here.get(hash.get());
    Map<String, Instant> all = new HashMap<>();
    sites.forEach(
        site -> all.put(site.location(), moved.get(site.location()).get(hash.get()).at()));
    return Optional.of(
        new Trail(
            first.publishedAt(),
            all,
            first.at(),
            told ? Optional.of(slowestAcknowledgement(hash.get())) : Optional.empty()));
  }

  private double slowestAcknowledgement(String hash) {
    return sites.stream()
        .flatMap(site -> toldIn(site, hash).stream())
        .mapToDouble(one -> Duration.between(one.activatedAt(), one.at()).toMillis())
        .max()
        .orElseThrow();
  }

  private boolean isComplete(Site site, String hash, boolean told) {
    return moved.get(site.location()).containsKey(hash)
        && (!told || toldIn(site, hash).size() >= site.selfHosted().size());
  }

  private List<Told> toldIn(Site site, String hash) {
    return told.get(site.location()).entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(hash))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }

  /** Hears of each object as it is now. */
  private record Listener<T>(BiConsumer<Instant, T> consumer) implements Watcher<T> {

    @Override
    public void eventReceived(Action action, T object) {
      if (action == Action.ADDED || action == Action.MODIFIED) {
        consumer.accept(Instant.now(), object);
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      if (cause != null) {
        throw new IllegalStateException("the watch ended", cause);
      }
    }
  }
}
