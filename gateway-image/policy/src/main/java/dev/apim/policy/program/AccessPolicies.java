package dev.apim.policy.program;

import static dev.apim.policy.program.PolicyCatalogue.value;
import static dev.apim.policy.program.PolicySchema.of;

import dev.apim.policy.program.PolicySchema.Builder;
import java.util.List;

/** Policies that let in or turn away, and that sign on to backends. */
final class AccessPolicies {

  private AccessPolicies() {}

  static List<Builder> all() {
    return List.of(
        cors(),
        of("ip-filter")
            .choice("action", "allow", "forbid")
            .any(value("address"))
            .any(of("address-range").required("from", "to")),
        of("check-header")
            .required("name", "failed-check-httpcode")
            .optional("failed-check-error-message")
            .flags("ignore-case")
            .any(value("value")),
        validateJwt(),
        PolicyCatalogue.basic(),
        PolicyCatalogue.certificate(),
        PolicyCatalogue.identity());
  }

  private static Builder cors() {
    return of("cors")
        .in("inbound")
        .flags("allow-credentials", "terminate-unmatched-request")
        .child(1, 1, of("allowed-origins").any(value("origin")))
        .maybe(of("allowed-methods").numbers("preflight-result-max-age").any(value("method")))
        .maybe(of("allowed-headers").any(value("header")))
        .maybe(of("expose-headers").any(value("header")));
  }

  private static Builder key(String name) {
    return value(name).optional("id", "certificate-id", "n", "e", "base64");
  }

  private static Builder validateJwt() {
    return of("validate-jwt")
        .in("inbound")
        .optional("header-name", "query-parameter-name", "token-value", "require-scheme")
        .optional("failed-validation-error-message", "output-token-variable-name")
        .numbers("failed-validation-httpcode", "clock-skew")
        .flags("require-expiration-time", "require-signed-tokens")
        .any(of("openid-config").required("url"))
        .maybe(of("issuer-signing-keys").any(key("key")))
        .maybe(of("decryption-keys").any(key("key")))
        .maybe(of("audiences").any(value("audience")))
        .maybe(of("issuers").any(value("issuer")))
        .maybe(
            of("required-claims")
                .any(
                    of("claim")
                        .required("name")
                        .choice("match", "all", "any")
                        .optional("separator")
                        .any(value("value"))));
  }
}
