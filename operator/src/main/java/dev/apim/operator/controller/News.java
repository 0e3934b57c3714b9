package dev.apim.operator.controller;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which conditions are worth an Event: those whose status has changed, and of a new object whether
 * it was accepted. What every new location and every change that somebody asked for brings with it
 * for a moment is none, nor is its end: the change itself is told of (B42).
 */
final class News {

  private static final Set<ConditionType> OF_A_CHANGE =
      EnumSet.of(
          ConditionType.Ready,
          ConditionType.Degraded,
          ConditionType.ZoneBalanced,
          ConditionType.ConfigurationInSync);

  private static final Set<ConditionType> OF_A_NEW_OBJECT =
      EnumSet.of(
          ConditionType.Degraded,
          ConditionType.ZoneBalanced,
          ConditionType.ConfigurationInSync,
          ConditionType.CapacityAtRisk);

  private static final int MOST_REMEMBERED = 20_000;
  private static final String PASSED_OVER = "";

  private final Map<String, String> told =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  /**
   * What is worth an Event.
   *
   * @param uid of the object that the conditions are about
   */
  synchronized List<Condition> of(
      String uid, Collection<Condition> before, Collection<Condition> after) {
    Map<String, Condition> known =
        before.stream().collect(Collectors.toMap(Condition::type, Function.identity()));
    boolean changeBegins = after.stream().anyMatch(now -> begins(now, known.get(now.type())));
    List<Condition> news = new ArrayList<>();
    for (Condition now : after) {
      Condition old = known.get(now.type());
      String key = uid + "/" + now.type();
      if (isPassedOver(now, old, changeBegins)) {
        told.put(key, PASSED_OVER);
      } else if (hasTurned(now, old) && isNews(key, now)) {
        news.add(now);
      }
    }
    return news;
  }

  /** Whether the status of a condition is as it should be. */
  static boolean isGood(Condition condition) {
    Optional<ConditionType> type = type(condition);
    boolean neutral = type.filter(known -> known == ConditionType.Progressing).isPresent();
    boolean warns = type.map(ConditionType::warning).orElse(false);
    return neutral || condition.status().equals(warns ? Condition.FALSE : Condition.TRUE);
  }

  private static boolean isPassedOver(Condition now, Condition old, boolean changeBegins) {
    if (isGood(now)) {
      return false;
    }
    return old == null
        ? type(now).filter(OF_A_NEW_OBJECT::contains).isPresent()
        : changeBegins
            && hasTurned(now, old)
            && type(now).filter(OF_A_CHANGE::contains).isPresent();
  }

  /** A loop that ran on a status which it has since written tells of the same thing again. */
  private boolean isNews(String key, Condition now) {
    String last = told.put(key, now.status());
    return !now.status().equals(last) && !PASSED_OVER.equals(last);
  }

  private static boolean begins(Condition now, Condition old) {
    return old != null
        && now.type().equals(ConditionType.Progressing.name())
        && now.status().equals(Condition.TRUE)
        && hasTurned(now, old);
  }

  private static boolean hasTurned(Condition now, Condition old) {
    return old == null
        ? now.type().equals(ConditionType.Accepted.name())
        : !old.status().equals(now.status());
  }

  private static Optional<ConditionType> type(Condition condition) {
    return Arrays.stream(ConditionType.values())
        .filter(known -> known.name().equals(condition.type()))
        .findFirst();
  }
}
