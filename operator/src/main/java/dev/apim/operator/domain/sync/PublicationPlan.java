package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.Reason;

/** What to do with a compiled snapshot. */
public sealed interface PublicationPlan {

  /** The pointer names it already. */
  record Unchanged() implements PublicationPlan {}

  /**
   * Write the parts that are missing, then the pointer.
   *
   * @param pointer what the pointer becomes
   */
  record Publish(GatewayConfigurationSpec pointer) implements PublicationPlan {}

  /**
   * Nothing may be written.
   *
   * @param reason why
   * @param message what is the case and what to do
   */
  record Refused(Reason reason, String message) implements PublicationPlan {}
}
