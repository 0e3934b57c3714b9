package dev.apim.policy.program;

import static dev.apim.policy.program.PolicySchema.of;

import dev.apim.policy.document.Attribute;
import dev.apim.policy.document.Element;
import dev.apim.policy.document.Slice;
import dev.apim.policy.program.PolicySchema.Builder;
import dev.apim.policy.step.Literals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every policy there is, by name. What is not here is refused by its name. */
final class PolicyCatalogue {

  private static final Map<String, PolicySchema> POLICIES = all();

  private PolicyCatalogue() {}

  static Optional<PolicySchema> find(String name) {
    return Optional.ofNullable(POLICIES.get(name));
  }

  static List<String> names() {
    return POLICIES.keySet().stream().sorted().toList();
  }

  private static Map<String, PolicySchema> all() {
    List<Builder> policies = new ArrayList<>();
    policies.addAll(control());
    policies.addAll(answers());
    policies.addAll(messages());
    policies.addAll(calls());
    policies.addAll(AccessPolicies.all());
    policies.addAll(TrafficPolicies.all());
    return policies.stream()
        .map(b -> b.optional("id").build())
        .collect(Collectors.toMap(PolicySchema::name, Function.identity()));
  }

  static Builder value(String name) {
    return of(name).text(ValueKind.TEXT);
  }

  static Builder setHeader() {
    return of("set-header")
        .required("name")
        .choice("exists-action", "override", "skip", "append", "delete")
        .any(value("value"));
  }

  static Builder setBody() {
    return of("set-body")
        .text(ValueKind.TEXT)
        .literalChoice("template", "none", "liquid")
        .literalChoice("xsi-nil", "blank", "null")
        .literalChoice("parse-date", "true", "false");
  }

  static Builder setStatus() {
    return of("set-status").requiredKind(ValueKind.STATUS, "code").optional("reason");
  }

  static Builder identity() {
    return of("authentication-managed-identity")
        .required("resource")
        .optional("client-id", "output-token-variable-name")
        .flags("ignore-error");
  }

  static Builder basic() {
    return of("authentication-basic").in("inbound", "backend").required("username", "password");
  }

  static Builder certificate() {
    return of("authentication-certificate")
        .in("inbound", "backend")
        .literals("thumbprint", "certificate-id")
        .oneOf("certificate-id", "thumbprint");
  }

  static Builder proxy() {
    return of("proxy").in("inbound", "backend").required("url").optional("username", "password");
  }

  private static List<Builder> control() {
    return List.of(
        of("base"),
        of("choose")
            .child(1, Integer.MAX_VALUE, of("when").requiredFlags("condition").policies())
            .maybe(of("otherwise").policies()),
        of("include-fragment").requiredLiteral("fragment-id"),
        of("retry")
            .requiredFlags("condition")
            .requiredKind(ValueKind.RETRIES, "count")
            .requiredNumbers("interval")
            .numbers("max-interval", "delta")
            .flags("first-fast-retry")
            .policies(),
        of("wait").choice("for", "all", "any").policies(),
        of("limit-concurrency")
            .required("key")
            .requiredKind(ValueKind.WHOLE, "max-count")
            .policies());
  }

  private static List<Builder> answers() {
    return List.of(
        of("return-response")
            .optional("response-variable-name")
            .maybe(setStatus())
            .any(setHeader())
            .maybe(setBody()),
        of("mock-response")
            .kind(ValueKind.STATUS, "status-code")
            .kind(ValueKind.WHOLE, "index")
            .optional("content-type"),
        of("trace")
            .required("source")
            .choice("severity", "verbose", "information", "error")
            .maybe(value("message"))
            .any(of("metadata").required("name", "value"))
            .text(ValueKind.TEXT),
        of("emit-metric")
            .required("name")
            .kind(ValueKind.DECIMAL, "value")
            .optional("namespace")
            .any(
                of("dimension")
                    .required("name")
                    .optional("value")
                    .rule(PolicyCatalogue::refuseDimension)));
  }

  private static List<Builder> messages() {
    return List.of(
        setHeader(),
        of("set-query-parameter")
            .in("inbound", "backend", "on-error", "outbound")
            .required("name")
            .choice("exists-action", "override", "skip", "append", "delete")
            .any(value("value")),
        setBody(),
        value("set-method").in("inbound", "backend", "on-error"),
        setStatus(),
        of("set-variable").required("name", "value"),
        of("rewrite-uri").in("inbound").required("template").flags("copy-unmatched-params"),
        of("find-and-replace").required("from", "to"),
        of("json-to-xml")
            .choice("apply", "always", "content-type-json")
            .flags("consider-accept-header", "parse-date")
            .optional("namespace-separator", "namespace-prefix", "attribute-block-name"),
        of("xml-to-json")
            .requiredChoice("kind", "javascript-friendly", "direct")
            .choice("apply", "always", "content-type-xml")
            .flags("consider-accept-header", "always-array-child-elements"),
        of("set-backend-service")
            .in("inbound", "backend")
            .kind(ValueKind.URL, "base-url")
            .optional("backend-id")
            .oneOf("base-url", "backend-id"));
  }

  private static List<Builder> calls() {
    return List.of(
        of("forward-request")
            .in("backend")
            .numbers("timeout", "timeout-ms", "continue-timeout")
            .flags(
                "follow-redirects",
                "buffer-request-body",
                "buffer-response",
                "fail-on-error-status-code")
            .choice("http-version", "1", "2", "2or1"),
        request(
            of("send-request")
                .required("response-variable-name")
                .numbers("timeout")
                .flags("ignore-error")),
        request(of("send-one-way-request").numbers("timeout")),
        proxy());
  }

  /** Some dimensions have a value of their own. */
  private static Optional<String> refuseDimension(Element dimension) {
    Optional<Slice> name = dimension.attribute("name").map(Attribute::value);
    return name.isEmpty()
            || dimension.attribute("value").isPresent()
            || NamedValues.isUndecided(name.get())
            || Literals.isDimension(name.get().text())
        ? Optional.empty()
        : Optional.of(
            "needs attribute 'value': '" + name.get().text() + "' has no value of its own");
  }

  /** Only a copy of the request knows where to go. */
  private static Optional<String> refuseTarget(Element request) {
    Optional<Slice> mode = request.attribute("mode").map(Attribute::value);
    boolean isNew =
        mode.isEmpty() || !NamedValues.isUndecided(mode.get()) && !mode.get().text().equals("copy");
    return isNew && request.child("set-url").isEmpty()
        ? Optional.of("needs <set-url>, unless mode is 'copy'")
        : Optional.empty();
  }

  private static Builder request(Builder policy) {
    return policy
        .choice("mode", "new", "copy")
        .rule(PolicyCatalogue::refuseTarget)
        .maybe(value("set-url"))
        .maybe(value("set-method"))
        .any(setHeader())
        .maybe(setBody())
        .maybe(identity())
        .maybe(basic())
        .maybe(certificate())
        .maybe(proxy());
  }
}
