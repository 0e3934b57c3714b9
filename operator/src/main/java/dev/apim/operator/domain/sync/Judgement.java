package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.Reason;

/**
 * Whether a configuration object is accepted.
 *
 * @param accepted whether the object as written is in effect
 * @param reason why
 * @param message what is the case and what to do
 */
public record Judgement(boolean accepted, Reason reason, String message) {

  /** An object whose instance does not exist. */
  public static Judgement withoutInstance(String instance) {
    return new Judgement(
        false,
        Reason.InstanceNotFound,
        "spec.instanceRef.name: there is no ApiManagementInstance "
            + instance
            + " in this namespace; apply it, or delete this object and make one for an instance"
            + " that exists");
  }

  /** An object of an instance whose primary location runs elsewhere (B79). */
  public static Judgement notPrimary(String primary, String cluster) {
    return new Judgement(
        false,
        Reason.NotPrimary,
        "the primary location "
            + primary
            + " runs in cluster "
            + cluster
            + "; apply configuration there, it is pushed here from there");
  }

  /** An object of an instance that is not accepted itself. */
  public static Judgement withoutAcceptedInstance(String instance, String why) {
    return new Judgement(
        false, Reason.InstanceNotAccepted, "the instance " + instance + " is not accepted: " + why);
  }
}
