package dev.apim.operator.controller.configuration;

import dev.apim.compiler.ObjectKey;
import dev.apim.operator.domain.sync.InstanceKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Carries what is said of instances from the loop that compiles to the loops that write the status
 * of single objects, and tells these which of them to look at again.
 */
@ApplicationScoped
class InstanceStates {

  /** Hears which objects are to be looked at. */
  interface Listener {

    /** Every object of an instance, because its state is new or counts for all. */
    void instanceChanged(InstanceKey instance);

    /** One object. */
    void objectChanged(InstanceKey instance, ObjectKey object);
  }

  private final Map<InstanceKey, InstanceState> states = new ConcurrentHashMap<>();
  private final Set<InstanceKey> existing = ConcurrentHashMap.newKeySet();
  private final Map<InstanceKey, Set<ObjectKey>> pending = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  Optional<InstanceState> find(InstanceKey key) {
    return Optional.ofNullable(states.get(key));
  }

  /** There is such an instance. */
  void appeared(InstanceKey key) {
    if (existing.add(key)) {
      listeners.forEach(listener -> listener.instanceChanged(key));
    }
  }

  /** There is no such instance any more. */
  void gone(InstanceKey key) {
    if (existing.remove(key)) {
      listeners.forEach(listener -> listener.instanceChanged(key));
    }
  }

  /** Whether an instance is known to exist; while an operator starts, one may not be known yet. */
  boolean exists(InstanceKey key) {
    return existing.contains(key);
  }

  void put(InstanceKey key, InstanceState state) {
    InstanceState before = states.put(key, state);
    if (state.equals(before)) {
      return;
    }
    if (before == null || !before.all().equals(state.all())) {
      listeners.forEach(listener -> listener.instanceChanged(key));
      return;
    }
    Set<ObjectKey> objects = changed(before, state);
    if (!before.locations().equals(state.locations())) {
      objects.addAll(pending.getOrDefault(key, Set.of()));
    }
    objects.forEach(object -> listeners.forEach(listener -> listener.objectChanged(key, object)));
  }

  void remove(InstanceKey key) {
    pending.remove(key);
    if (states.remove(key) != null) {
      listeners.forEach(listener -> listener.instanceChanged(key));
    }
  }

  /** Says whether an object still waits for replicas, so that news of replicas concern it. */
  void setPending(InstanceKey key, ObjectKey object, boolean waits) {
    Set<ObjectKey> objects = pending.computeIfAbsent(key, k -> ConcurrentHashMap.newKeySet());
    if (waits) {
      objects.add(object);
    } else {
      objects.remove(object);
    }
  }

  void listen(Listener listener) {
    listeners.add(listener);
  }

  private static Set<ObjectKey> changed(InstanceState before, InstanceState after) {
    Set<ObjectKey> changed = new HashSet<>();
    after
        .objects()
        .forEach(
            (key, state) -> {
              if (!Objects.equals(before.objects().get(key), state)) {
                changed.add(key);
              }
            });
    return changed;
  }
}
