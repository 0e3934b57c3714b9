package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Collects the conditions of an object. A transition time is carried forward while the status stays
 * the same, whatever its reason and message do.
 */
public final class Conditions {

  private final Map<String, Condition> previous;
  private final Map<String, Condition> current = new TreeMap<>();
  private final long generation;
  private final Instant now;

  /**
   * @param previous the conditions before
   * @param generation the generation that is judged
   */
  public Conditions(Collection<Condition> previous, long generation, Instant now) {
    this.previous =
        previous.stream().collect(Collectors.toMap(Condition::type, Function.identity()));
    this.generation = generation;
    this.now = now;
  }

  /** Sets a condition that is true or false. */
  public Conditions set(ConditionType type, boolean status, Reason reason, String message) {
    return set(type, status ? Condition.TRUE : Condition.FALSE, reason.name(), message);
  }

  /** Sets a condition of which nothing is known. */
  public Conditions unknown(ConditionType type, Reason reason, String message) {
    return set(type, Condition.UNKNOWN, reason.name(), message);
  }

  /** Takes a condition over from elsewhere, dated here. */
  public Conditions add(Condition condition) {
    return put(condition.type(), condition.status(), condition.reason(), condition.message());
  }

  /** Leaves a condition as it was, where there is nothing new to say of it yet. */
  public Conditions keep(ConditionType type) {
    Condition before = previous.get(type.name());
    return before == null ? this : add(before);
  }

  /** The condition of a type, if it was set. */
  public Optional<Condition> get(ConditionType type) {
    return Optional.ofNullable(current.get(type.name()));
  }

  /** The conditions, sorted by type. */
  public List<Condition> list() {
    return List.copyOf(current.values());
  }

  private Conditions set(ConditionType type, String status, String reason, String message) {
    return put(type.name(), status, reason, message);
  }

  private Conditions put(String type, String status, String reason, String message) {
    Condition before = previous.get(type);
    String since =
        before != null && before.status().equals(status)
            ? before.lastTransitionTime()
            : now.truncatedTo(ChronoUnit.SECONDS).toString();
    current.put(type, new Condition(type, status, reason, message, since, generation));
    return this;
  }
}
