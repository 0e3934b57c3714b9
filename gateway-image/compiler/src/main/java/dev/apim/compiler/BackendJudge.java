package dev.apim.compiler;

import dev.apim.api.v1alpha1.BackendAuthorizationSpec;
import dev.apim.api.v1alpha1.BackendCredentialsSpec;
import dev.apim.api.v1alpha1.BackendForm;
import dev.apim.api.v1alpha1.BackendProtocol;
import dev.apim.api.v1alpha1.BackendSpec;
import dev.apim.api.v1alpha1.BackendTlsSpec;
import dev.apim.api.v1alpha1.CircuitBreakerSpec;
import dev.apim.api.v1alpha1.CredentialSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.policy.Authorities;
import dev.apim.policy.BackendUrl;
import dev.apim.policy.InvalidUrlException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges a backend by itself. Also what the API server checks by rules over several fields, since a
 * folder has no API server.
 */
final class BackendJudge {

  /** Headers that are about the connection or the message and not for credentials. */
  private static final Set<String> NOT_FREE =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private BackendJudge() {}

  static Verdict judge(BackendSpec spec) {
    return spec.type() == BackendForm.Pool ? judgePool(spec) : judgeAddress(spec);
  }

  private static Verdict judgePool(BackendSpec spec) {
    boolean more =
        spec.url() != null
            || spec.circuitBreaker() != null
            || spec.tls() != null
            || spec.credentials() != null;
    if (spec.pool() == null || more) {
      return bad(
          "spec",
          "a Backend of type Pool needs pool and takes no url, circuitBreaker, tls or credentials");
    }
    if (spec.protocol() != BackendProtocol.Http1) {
      return bad(
          "spec.protocol",
          "a Backend of type Pool takes no protocol; set it on the Backends of its members");
    }
    return spec.pool().members().isEmpty()
        ? bad("spec.pool.members", "a pool needs a member")
        : Verdict.good();
  }

  private static Verdict judgeAddress(BackendSpec spec) {
    if (spec.url() == null || spec.pool() != null) {
      return bad("spec", "a Backend of type Url needs url and takes no pool");
    }
    BackendUrl url;
    try {
      url = BackendUrl.parse(spec.url());
    } catch (InvalidUrlException e) {
      return Verdict.bad(Reason.InvalidUrl, "spec.url: " + e.getMessage());
    }
    return Stream.of(
            breaker(spec.circuitBreaker()), tls(spec.tls(), url), credentials(spec.credentials()))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(Verdict::good);
  }

  private static Optional<Verdict> breaker(CircuitBreakerSpec breaker) {
    if (breaker == null) {
      return Optional.empty();
    }
    if (breaker.failureCount() == null && breaker.failurePercentage() == null) {
      return problem("circuitBreaker", "failureCount, failurePercentage or both are needed");
    }
    return breaker.statusCodes().stream()
        .filter(range -> range.min() > range.max())
        .findFirst()
        .flatMap(
            range ->
                problem(
                    "circuitBreaker.statusCodes",
                    "min " + range.min() + " is above max " + range.max()));
  }

  private static Optional<Verdict> tls(BackendTlsSpec tls, BackendUrl url) {
    if (tls == null) {
      return Optional.empty();
    }
    if (!url.tls()) {
      return problem("tls", "the url must begin with https");
    }
    return Optional.ofNullable(tls.caCertificates())
        .flatMap(Authorities::problem)
        .flatMap(why -> problem("tls.caCertificates", why));
  }

  private static Optional<Verdict> credentials(BackendCredentialsSpec credentials) {
    if (credentials == null) {
      return Optional.empty();
    }
    Optional<CredentialSpec> reserved =
        credentials.headers().stream()
            .filter(header -> NOT_FREE.contains(header.name().toLowerCase(Locale.ROOT)))
            .findFirst();
    if (reserved.isPresent()) {
      return problem(
          "credentials.headers", "\"" + reserved.get().name() + "\" is set by the gateway itself");
    }
    return Optional.ofNullable(credentials.authorization()).flatMap(BackendJudge::authorization);
  }

  private static Optional<Verdict> authorization(BackendAuthorizationSpec authorization) {
    boolean user = authorization.username() != null && authorization.password() != null;
    boolean anyUser = authorization.username() != null || authorization.password() != null;
    boolean token = authorization.token() != null;
    return switch (authorization.type()) {
      case Basic ->
          user && !token
              ? Optional.empty()
              : problem(
                  "credentials.authorization",
                  "type Basic needs username and password and takes no token");
      case Bearer ->
          token && !anyUser
              ? Optional.empty()
              : problem(
                  "credentials.authorization",
                  "type Bearer needs token and takes no username or password");
    };
  }

  private static Optional<Verdict> problem(String field, String why) {
    return Optional.of(bad("spec." + field, why));
  }

  private static Verdict bad(String field, String why) {
    return Verdict.bad(Reason.InvalidBackend, field + ": " + why);
  }
}
