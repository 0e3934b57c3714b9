package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Duration;

/** Asks for another loop soon, since the API server has not seen the Role that is to be bound. */
public final class LaterBinding {

  /** When the next loop runs. */
  public static final Duration DELAY = Duration.ofMillis(200);

  private static final String KEY = "later-binding";

  private LaterBinding() {}

  static void ask(Context<GatewayLocation> context) {
    context.managedWorkflowAndDependentResourceContext().put(KEY, true);
  }

  /** Whether this loop has asked. */
  public static boolean isAsked(Context<GatewayLocation> context) {
    return context.managedWorkflowAndDependentResourceContext().get(KEY, Boolean.class).isPresent();
  }
}
