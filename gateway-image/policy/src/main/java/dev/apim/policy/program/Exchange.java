package dev.apim.policy.program;

import dev.apim.policy.context.PolicyContext;
import dev.apim.policy.context.ResponseMessage;
import java.util.function.Consumer;

/**
 * One exchange under a running program: what the gateway adds to the context. Calls that take time
 * report back once, on the thread that runs the program; null tells success.
 */
public interface Exchange extends PolicyContext {

  /** Starts a fresh response, as return-response does; it becomes {@code context.Response}. */
  ResponseMessage newResponse();

  /** Answers with the response there is; policies after this one are not run. */
  void useResponse(ResponseMessage response);

  /**
   * Runs a policy that needs the gateway: forward-request, send-request, caches, counters, tokens.
   *
   * @param call the policy with its values for this exchange
   * @param done is told null, or why it failed
   */
  void perform(GatewayCall call, Consumer<PolicyError> done);
}
