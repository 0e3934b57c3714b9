package dev.apim.operator.remote;

import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.Publication;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What this cluster, as the holder, wants targets to have: the last committed publication of each
 * instance. Targets take the newest when they come to it; older ones are never pushed.
 */
@ApplicationScoped
public class Publications {

  private final Map<InstanceKey, Publication> current = new ConcurrentHashMap<>();
  private final List<Consumer<InstanceKey>> listeners = new CopyOnWriteArrayList<>();

  /** Takes a publication, after its pointer was committed here. */
  public void put(Publication publication) {
    InstanceKey key = new InstanceKey(publication.namespace(), publication.name());
    Publication before = current.put(key, publication);
    if (!publication.equals(before)) {
      tell(key);
    }
  }

  /**
   * Forgets locations that were deleted, of an instance that is not published anew while it is not
   * accepted.
   *
   * @param locations names of those that there are
   */
  public void retain(InstanceKey key, Set<String> locations) {
    Optional<Publication> left = find(key).map(publication -> publication.of(locations));
    left.filter(publication -> !publication.locations().isEmpty())
        .ifPresentOrElse(this::put, () -> remove(key));
  }

  /**
   * Forgets an instance that was deleted or is not held here any more. Targets find out themselves,
   * by live reads, whether anything is to be removed.
   */
  public void remove(InstanceKey key) {
    if (current.remove(key) != null) {
      tell(key);
    }
  }

  Optional<Publication> find(InstanceKey key) {
    return Optional.ofNullable(current.get(key));
  }

  /** All as they are now. */
  Collection<Publication> all() {
    return List.copyOf(current.values());
  }

  Set<InstanceKey> keys() {
    return Set.copyOf(current.keySet());
  }

  /** Namespace and name of the locations that a cluster is to run. */
  Set<String> locationsIn(String cluster) {
    Set<String> names = new TreeSet<>();
    current.forEach(
        (key, publication) ->
            publication
                .locations()
                .forEach(
                    (name, spec) -> {
                      if (cluster.equals(spec.cluster())) {
                        names.add(key.namespace() + "/" + name);
                      }
                    }));
    return names;
  }

  /** Whether a location is not ready yet where it is to run, so that a former cluster keeps it. */
  boolean isMoving(String namespace, String location) {
    return current.entrySet().stream()
        .filter(entry -> entry.getKey().namespace().equals(namespace))
        .map(Map.Entry::getValue)
        .filter(publication -> publication.locations().containsKey(location))
        .anyMatch(publication -> !publication.arrived().contains(location));
  }

  void onChange(Consumer<InstanceKey> listener) {
    listeners.add(listener);
  }

  private void tell(InstanceKey key) {
    listeners.forEach(listener -> listener.accept(key));
  }
}
