package dev.apim.gateway.router;

import java.util.Map;

/**
 * An API where it is found.
 *
 * @param whole the API as a whole
 * @param operations what it answers; null where it answers everything
 * @param access who may call it; null where anybody may and no key means anything
 */
record Site(Endpoint whole, OperationTree operations, Access access) {

  private static final String OPTIONS = "OPTIONS";

  String api() {
    return whole.route().api();
  }

  /** What becomes of a request whose path leads here. */
  Match match(Asked asked, String target) {
    boolean preflight = isPreflight(asked);
    OperationTree.Found found = find(asked.method(), target);
    boolean asksForAnother = false;
    if (found == null && preflight) {
      found = find(asked.header("Access-Control-Request-Method"), target);
      asksForAnother = found != null;
    }
    if (found == null) {
      return new Match(whole.route(), target, Map.of(), Caller.ANYBODY, Refusal.NOT_FOUND, false);
    }
    Access.Admission admission =
        access == null ? Access.Admission.FREE : access.admit(asked, target);
    Refusal refusal = admission.refusal();
    if (refusal == null && asksForAnother) {
      refusal = Refusal.NOT_FOUND;
    }
    return new Match(
        found.endpoint().route(admission.caller()),
        target,
        found.parameters(),
        admission.caller(),
        refusal,
        preflight && refusal != null);
  }

  private OperationTree.Found find(String method, String target) {
    return operations == null
        ? new OperationTree.Found(whole, Map.of())
        : operations.find(method, target, whole.route().prefix().length());
  }

  private static boolean isPreflight(Asked asked) {
    return OPTIONS.equals(asked.method())
        && asked.header("Origin") != null
        && asked.header("Access-Control-Request-Method") != null;
  }
}
