package dev.apim.policy.program;

import static dev.apim.policy.program.PolicyCatalogue.value;
import static dev.apim.policy.program.PolicySchema.of;

import dev.apim.policy.document.Attribute;
import dev.apim.policy.document.Element;
import dev.apim.policy.document.Slice;
import dev.apim.policy.program.PolicySchema.Builder;
import dev.apim.policy.step.Literals;
import java.util.List;
import java.util.Optional;

/** Policies that let in or turn away, and that sign on to backends. */
final class AccessPolicies {

  private AccessPolicies() {}

  static List<Builder> all() {
    return List.of(
        cors(),
        of("ip-filter")
            .requiredChoice("action", "allow", "forbid")
            .any(of("address").text(ValueKind.ADDRESS))
            .any(
                of("address-range")
                    .requiredKind(ValueKind.ADDRESS, "from", "to")
                    .rule(AccessPolicies::refuseRange))
            .rule(AccessPolicies::refuseNobody),
        of("check-header")
            .required("name")
            .requiredKind(ValueKind.STATUS, "failed-check-httpcode")
            .optional("failed-check-error-message")
            .flags("ignore-case")
            .any(value("value")),
        validateJwt(),
        PolicyCatalogue.basic(),
        PolicyCatalogue.certificate(),
        PolicyCatalogue.identity());
  }

  private static Optional<String> refuseNobody(Element filter) {
    return filter.children().isEmpty()
        ? Optional.of("needs <address> or <address-range>")
        : Optional.empty();
  }

  /** A range that holds nothing would let in whom it was written against. */
  private static Optional<String> refuseRange(Element range) {
    Optional<Slice> from = range.attribute("from").map(Attribute::value);
    Optional<Slice> to = range.attribute("to").map(Attribute::value);
    return from.isEmpty()
            || to.isEmpty()
            || NamedValues.isUndecided(from.get())
            || NamedValues.isUndecided(to.get())
            || Literals.isRange(from.get().text(), to.get().text())
        ? Optional.empty()
        : Optional.of(
            "must go from the lower to the higher address of one version, not from '"
                + from.get().text()
                + "' to '"
                + to.get().text()
                + "'");
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

  private static Builder key() {
    return of("key")
        .text(ValueKind.BASE64)
        .optional("id")
        .literals("certificate-id")
        .kind(ValueKind.BASE64, "n", "e")
        .rule(AccessPolicies::refuseKey);
  }

  /** A key is a secret, a certificate, or modulus and exponent. */
  private static Optional<String> refuseKey(Element key) {
    Optional<Slice> modulus = key.attribute("n").map(Attribute::value);
    Optional<Slice> exponent = key.attribute("e").map(Attribute::value);
    if (modulus.isPresent() && exponent.isPresent()) {
      boolean open =
          NamedValues.isUndecided(modulus.get()) || NamedValues.isUndecided(exponent.get());
      return open || Literals.isRsaKey(modulus.get().text(), exponent.get().text())
          ? Optional.empty()
          : Optional.of("has 'n' and 'e' that are no RSA key");
    }
    boolean whole = key.attribute("certificate-id").isPresent() || !key.text().text().isBlank();
    return whole
        ? Optional.empty()
        : Optional.of("needs a secret in base64, 'certificate-id', or both 'n' and 'e'");
  }

  private static Builder decryptionKey() {
    return of("key")
        .text(ValueKind.BASE64)
        .optional("id")
        .literals("certificate-id")
        .rule(AccessPolicies::refuseDecryptionKey);
  }

  private static Optional<String> refuseDecryptionKey(Element key) {
    return key.attribute("certificate-id").isPresent() || !key.text().text().isBlank()
        ? Optional.empty()
        : Optional.of("needs a secret in base64, or 'certificate-id'");
  }

  private static Builder validateJwt() {
    return of("validate-jwt")
        .in("inbound")
        .optional("header-name", "query-parameter-name", "token-value", "require-scheme")
        .optional("failed-validation-error-message", "output-token-variable-name")
        .oneOf("header-name", "query-parameter-name", "token-value")
        .kind(ValueKind.STATUS, "failed-validation-httpcode")
        .numbers("clock-skew")
        .flags("require-expiration-time", "require-signed-tokens")
        .any(of("openid-config").required("url"))
        .maybe(of("issuer-signing-keys").any(key()))
        .maybe(of("decryption-keys").any(decryptionKey()))
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
