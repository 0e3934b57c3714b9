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

  private final Map<InstanceKey, Obstacle> obstacles = new ConcurrentHashMap<>();
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
    List<Condition> conditions = new ArrayList<>();
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

  /** Whether a revision is held back. */
  public boolean isHeld(InstanceKey key) {
    return obstacles.containsKey(key);
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

  /** Calls with namespace and name of the instance after its conditions may have changed. */
  public void onChange(BiConsumer<String, String> namespaceAndName) {
    listeners.add(namespaceAndName);
  }

  @Override
  public void copyChanged(String cluster, InstanceKey instance) {
    tell(instance);
  }

  private void tell(InstanceKey key) {
    listeners.forEach(listener -> listener.accept(key.namespace(), key.name()));
  }

  private static Condition condition(
      ConditionType type, String status, Reason reason, String message) {
    return new Condition(type.name(), status, reason.name(), message, null, null);
  }
}
