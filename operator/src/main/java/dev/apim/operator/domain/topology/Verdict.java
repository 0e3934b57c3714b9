package dev.apim.operator.domain.topology;

import dev.apim.api.v1alpha1.Reason;

/**
 * Whether an object is acted upon, and why.
 *
 * @param accepted status of the condition Accepted
 * @param reason its reason
 * @param message names the field, its value, and the values that would do
 */
public record Verdict(boolean accepted, Reason reason, String message) {

  static final Verdict ACCEPTED =
      new Verdict(true, Reason.Accepted, "The spec is valid and is being acted upon.");

  static Verdict refused(Reason reason, String message) {
    return new Verdict(false, reason, message);
  }
}
