package dev.apim.operator.domain.promotion;

import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Reason;

/** A condition of the instance that tells of a promotion. */
public record Note(ConditionType type, boolean status, Reason reason, String message) {

  static Note waits(Reason reason, String message) {
    return new Note(ConditionType.PromotionReady, false, reason, message);
  }

  static Note goesOn(Reason reason, String message) {
    return new Note(ConditionType.PromotionReady, true, reason, message);
  }

  static Note superseded(String message) {
    return new Note(ConditionType.HistoryDiverged, true, Reason.Superseded, message);
  }
}
