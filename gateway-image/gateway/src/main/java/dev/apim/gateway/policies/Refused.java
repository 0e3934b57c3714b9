package dev.apim.gateway.policies;

import dev.apim.gateway.backends.ErrorAnswer;
import dev.apim.gateway.router.Refusal;
import dev.apim.policy.context.ErrorFacts;
import dev.apim.policy.host.Failure;
import dev.apim.policy.step.PolicyError;
import java.util.Map;

/**
 * A request that goes no further, as the client and as policies are told of it.
 *
 * @param answer what the client gets where no policy changes it
 * @param source as context.LastError has it, like the reason
 * @param headers what the answer carries
 */
public record Refused(
    ErrorAnswer answer, String source, String reason, Map<String, String> headers) {

  private static final String NO_OPERATION = "Unable to match incoming request to an operation.";

  /**
   * What is told of a refusal.
   *
   * @param realm where a key is asked for
   * @param header the name of the header with the key
   */
  public static Refused of(Refusal refusal, String realm, String header) {
    if (refusal == Refusal.NOT_FOUND) {
      return new Refused(ErrorAnswer.NOT_FOUND, "configuration", "OperationNotFound", Map.of());
    }
    Map<String, String> challenge =
        Map.of(
            "WWW-Authenticate",
            "AzureApiManagementKey realm=\""
                + realm
                + "\",name=\""
                + header
                + "\",type=\"header\"");
    return refusal == Refusal.KEY_MISSING
        ? new Refused(
            ErrorAnswer.KEY_MISSING, "authorization", "SubscriptionKeyNotFound", challenge)
        : new Refused(
            ErrorAnswer.KEY_INVALID, "authorization", "SubscriptionKeyInvalid", challenge);
  }

  PolicyError error() {
    Failure failure = new Failure(reason, answer.message(), answer.status());
    String message = answer == ErrorAnswer.NOT_FOUND ? NO_OPERATION : answer.message();
    return new PolicyError(
        failure, new ErrorFacts(source, reason, message, "", "inbound", "", null), headers);
  }
}
