package dev.apim.gateway.router;

import dev.apim.gateway.upstream.Upstream;
import dev.apim.policy.BackendUrl;
import dev.apim.policy.context.ExchangeFacts;
import dev.apim.policy.program.OwnCertificates;
import dev.apim.policy.program.Program;
import java.util.Map;

/**
 * An API as the router hands it out.
 *
 * @param api name of the API
 * @param prefix path below which it answers: empty, or with a leading and no trailing slash
 * @param backend where its requests go
 * @param program what its requests run through; null where they are only passed on
 * @param facts what policies are told of the API
 * @param operation what policies are told of the operation; null for the API as a whole
 * @param keyHeader name of the header in which it looks for subscription keys
 * @param backends all backends of the revision by name, for policies that choose one
 * @param certificates those of the revision, for policies that use one
 */
public record Route(
    String api,
    String prefix,
    Upstream backend,
    Program program,
    ExchangeFacts.Api facts,
    ExchangeFacts.Operation operation,
    String keyHeader,
    Map<String, Upstream> backends,
    OwnCertificates certificates) {

  /** The same under another program, perhaps for one operation. */
  Route with(Program other, ExchangeFacts.Operation one) {
    return new Route(api, prefix, backend, other, facts, one, keyHeader, backends, certificates);
  }

  /**
   * The path and query that a backend is asked for.
   *
   * @param target normal path and query of the request, which begin with the prefix
   * @param address of the backend
   */
  public String backendTarget(String target, BackendUrl address) {
    String rest = prefix.isEmpty() ? target : target.substring(prefix.length());
    String base = address.basePath();
    if (base.isEmpty()) {
      return rest.startsWith("/") ? rest : "/" + rest;
    }
    return base + rest;
  }
}
