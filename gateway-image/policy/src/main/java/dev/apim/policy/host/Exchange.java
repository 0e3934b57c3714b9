package dev.apim.policy.host;

import dev.apim.policy.context.ErrorFacts;
import dev.apim.policy.context.PolicyContext;
import dev.apim.policy.context.ResponseMessage;

/** One exchange under a running program: what the gateway adds to the context. */
public interface Exchange extends PolicyContext {

  /** Starts a fresh response, 200 and empty; it becomes {@code context.Response}. */
  ResponseMessage newResponse();

  /** Makes a response that {@link #send} or {@link #newResponse} gave the exchange's own. */
  void useResponse(ResponseMessage response);

  /** What {@link #lastError()} says from now on. */
  void lastError(ErrorFacts error);

  /** Where the request goes; the last one wins. */
  void backend(BackendTarget target);

  /** What the backend is shown. */
  void clientCertificate(ClientCertificate certificate);

  /** Through which proxy the request goes. */
  void proxy(ProxyServer proxy);

  /**
   * Sends the request to the backend; then the response is the backend's, its body in memory only
   * where the program needs it. A second call drops the first response.
   */
  void forward(ForwardOptions options, Callback<Void> done);

  /** Makes a request of a policy's own; the answer is in memory as a whole. */
  void send(OutgoingRequest request, Callback<ResponseMessage> done);

  void trace(TraceLine line);

  /** Who sees every step; null for nobody, as it is for all but marked requests. */
  default StepObserver observer() {
    return null;
  }

  @Override
  default boolean isTraced() {
    return observer() != null;
  }

  Host host();
}
