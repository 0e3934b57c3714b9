package dev.apim.compiler;

import dev.apim.api.v1alpha1.Reason;

/**
 * What the compiler says of an object: the condition {@code Accepted} of its status.
 *
 * @param accepted whether the object as written is in the snapshot
 * @param reason why
 * @param message what is wrong and what would be right, for the user
 */
public record Verdict(boolean accepted, Reason reason, String message) {

  static Verdict good() {
    return new Verdict(true, Reason.Accepted, Reason.Accepted.meaning());
  }

  static Verdict bad(Reason reason, String message) {
    return new Verdict(false, reason, message);
  }
}
