package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.status.Conditions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The conditions of a configuration object: {@code Accepted} and {@code Programmed}. */
public final class ObjectConditions {

  private ObjectConditions() {}

  /**
   * The conditions, sorted by type. The transition time moves only when the status flips.
   *
   * @param reach how far the revision with the object as written has come; empty where it is in
   *     none
   */
  public static List<Condition> of(
      Judgement judgement,
      Optional<Reach> reach,
      long generation,
      List<Condition> before,
      Instant now) {
    Conditions conditions = new Conditions(before, generation, now);
    conditions.set(
        ConditionType.Accepted, judgement.accepted(), judgement.reason(), judgement.message());
    if (reach.isEmpty()) {
      conditions.set(
          ConditionType.Programmed,
          false,
          judgement.accepted() ? Reason.Propagating : judgement.reason(),
          "the object as written is in no revision");
    } else if (reach.get().total() == 0) {
      conditions.set(
          ConditionType.Programmed, false, Reason.NoGateways, Reason.NoGateways.meaning());
    } else {
      conditions.set(
          ConditionType.Programmed,
          reach.get().isComplete(),
          reach.get().isComplete() ? Reason.InSync : Reason.Propagating,
          reach.get().text());
    }
    return conditions.list();
  }
}
