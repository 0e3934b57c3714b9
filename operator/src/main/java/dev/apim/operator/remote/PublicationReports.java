package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PushFinding;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * Why the configuration of an instance is not published, for the conditions of the instance. Empty
 * while all is well.
 */
@ApplicationScoped
public class PublicationReports implements RemoteClusters.Listener {

  /** Why a compiled revision is not published. */
  public record Obstacle(Reason reason, String message) {}

  private static final Set<String> WAITING =
      Set.of(Reason.HandedOver.name(), Reason.PromotionPending.name());

  private final Map<InstanceKey, Obstacle> obstacles = new ConcurrentHashMap<>();
  private final Map<InstanceKey, List<Condition>> notes = new ConcurrentHashMap<>();
  private final Map<InstanceKey, String> outlooks = new ConcurrentHashMap<>();
  private final Map<String, Boolean> reached = new ConcurrentHashMap<>();
  private final Set<InstanceKey> looked = ConcurrentHashMap.newKeySet();
  private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();
  private final RemoteClusters clusters;

  PublicationReports(RemoteClusters clusters) {
    this.clusters = clusters;
    clusters.listen(this);
  }

  /**
   * Conditions of the instance: {@code ConfigurationInSync=False} where a revision is held back,
   * and {@code HistoryDiverged=True} where a target is ahead. Without transition times.
   */
  public List<Condition> conditions(String namespace, String instance) {
    InstanceKey key = new InstanceKey(namespace, instance);
    List<Condition> conditions = new ArrayList<>(notes.getOrDefault(key, List.of()));
    Optional.ofNullable(obstacles.get(key))
        .ifPresent(
            obstacle ->
                conditions.add(
                    condition(
                        ConditionType.ConfigurationInSync,
                        Condition.FALSE,
                        obstacle.reason(),
                        obstacle.message())));
    divergence(key)
        .ifPresent(
            finding ->
                conditions.add(
                    condition(
                        ConditionType.HistoryDiverged,
                        Condition.TRUE,
                        finding.reason(),
                        finding.message())));
    return conditions;
  }

  /** Whether a target is ahead, so that nothing may be published. */
  public Optional<PushFinding> divergence(InstanceKey key) {
    return clusters.findings(key).stream()
        .filter(finding -> finding.type() == ConditionType.HistoryDiverged)
        .findFirst();
  }

  /** Whether a revision is held back, or a promotion waits for another cluster. */
  public boolean isHeld(InstanceKey key) {
    return obstacles.containsKey(key)
        || notes.getOrDefault(key, List.of()).stream()
            .anyMatch(condition -> WAITING.contains(condition.reason()));
  }

  /** Says why a revision is held back; empty clears it. True where that is new. */
  public boolean report(InstanceKey key, Optional<Obstacle> obstacle) {
    Obstacle before =
        obstacle.isPresent() ? obstacles.put(key, obstacle.get()) : obstacles.remove(key);
    boolean changed = !Optional.ofNullable(before).equals(obstacle);
    if (changed) {
      tell(key);
    }
    return changed;
  }

  /**
   * Says what else there is to say of publishing an instance, without transition times; what stands
   * against publishing counts more.
   */
  public void note(InstanceKey key, List<Condition> conditions) {
    looked.add(key);
    List<Condition> before =
        conditions.isEmpty() ? notes.remove(key) : notes.put(key, List.copyOf(conditions));
    if (!Optional.ofNullable(before).orElse(List.of()).equals(conditions)) {
      tell(key);
    }
  }

  /** Forgets an instance that was deleted. */
  public void forget(InstanceKey key) {
    looked.remove(key);
    outlooks.remove(key);
    notes.remove(key);
    report(key, Optional.empty());
  }

  /** Calls with namespace and name of the instance after its conditions may have changed. */
  public void onChange(BiConsumer<String, String> namespaceAndName) {
    listeners.add(namespaceAndName);
  }

  /** Only what publishing depends on is news: copies change with every acknowledgement there. */
  @Override
  public void copyChanged(String cluster, InstanceKey instance) {
    String now = outlook(instance);
    if (!now.equals(outlooks.put(instance, now))) {
      tell(instance);
    }
  }

  @Override
  public void clusterChanged(String cluster) {
    boolean reachable = clusters.health(cluster).map(ClusterHealth::reachable).orElse(false);
    if (!Boolean.valueOf(reachable).equals(reached.put(cluster, reachable))) {
      looked.forEach(this::tell);
    }
  }

  private String outlook(InstanceKey key) {
    return divergence(key) + clusters.outlook(key.name());
  }

  private void tell(InstanceKey key) {
    listeners.forEach(listener -> listener.accept(key.namespace(), key.name()));
  }

  private static Condition condition(
      ConditionType type, String status, Reason reason, String message) {
    return new Condition(type.name(), status, reason.name(), message, null, null);
  }
}
