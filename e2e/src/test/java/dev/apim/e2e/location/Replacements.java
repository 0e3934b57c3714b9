package dev.apim.e2e.location;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How many units of one location have been replaced at once, as every change of its pods tells. A
 * unit is under replacement while a replica serves that it had when the location was settled, and
 * one of another template is there already.
 */
final class Replacements implements ResourceEventHandler<Pod> {

  private record Replica(String unit, String template, boolean serves) {}

  private final Map<String, Replica> living = new HashMap<>();
  private final Set<String> settled = new HashSet<>();
  private Set<String> most = Set.of();

  @Override
  public void onAdd(Pod pod) {
    seen(pod);
  }

  @Override
  public void onUpdate(Pod before, Pod pod) {
    seen(pod);
  }

  @Override
  public synchronized void onDelete(Pod pod, boolean unknown) {
    living.remove(pod.getMetadata().getName());
  }

  /** From now on what serves counts as old, and nothing has been replaced yet. */
  synchronized void settle() {
    settled.clear();
    living.forEach(
        (name, replica) -> {
          if (replica.serves()) {
            settled.add(name);
          }
        });
    most = Set.of();
  }

  synchronized long serving() {
    return living.values().stream().filter(Replica::serves).count();
  }

  /** The units of the moment since the last settlement at which most were under replacement. */
  synchronized Set<String> most() {
    return most;
  }

  private synchronized void seen(Pod pod) {
    String name = pod.getMetadata().getName();
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      living.remove(name);
      return;
    }
    Map<String, String> labels = pod.getMetadata().getLabels();
    String template = labels.get("pod-template-hash");
    living.put(name, new Replica(labels.get("apim.dev/unit"), template, Fleet.isReady(pod)));
    Set<String> now = underReplacement();
    if (now.size() > most.size()) {
      most = now;
    }
  }

  private Set<String> underReplacement() {
    Set<String> units = new TreeSet<>();
    living.forEach(
        (name, old) -> {
          if (old.serves() && settled.contains(name) && hasSuccessor(old)) {
            units.add(old.unit());
          }
        });
    return units;
  }

  private boolean hasSuccessor(Replica old) {
    return living.values().stream()
        .anyMatch(
            other -> other.unit().equals(old.unit()) && !other.template().equals(old.template()));
  }
}
