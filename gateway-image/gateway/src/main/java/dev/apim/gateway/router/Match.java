package dev.apim.gateway.router;

import java.util.Map;

/**
 * What the router found for a request.
 *
 * @param route the way to the backend; null where no API answers
 * @param target normal path and query, without what asks for a revision
 * @param parameters those of the operation's template, decoded
 * @param caller who calls
 * @param refusal why the request goes no further; null where it does
 * @param preflight whether it is a browser's question, which cors policies answer without a key
 */
public record Match(
    Route route,
    String target,
    Map<String, String> parameters,
    Caller caller,
    Refusal refusal,
    boolean preflight) {

  static Match nothing(String target) {
    return new Match(null, target, Map.of(), Caller.ANYBODY, Refusal.NOT_FOUND, false);
  }
}
