package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Reason;
import java.util.Optional;

/**
 * Something about a target that its user should know: a condition that is {@code True}.
 *
 * @param type type of the condition
 * @param reason why
 * @param message what is the case and what to do
 * @param location the location that it is about; empty where it is about the whole instance
 */
public record PushFinding(
    ConditionType type, Reason reason, String message, Optional<String> location) {

  static PushFinding ofInstance(ConditionType type, Reason reason, String message) {
    return new PushFinding(type, reason, message, Optional.empty());
  }

  static PushFinding ofLocation(
      String location, ConditionType type, Reason reason, String message) {
    return new PushFinding(type, reason, message, Optional.of(location));
  }
}
