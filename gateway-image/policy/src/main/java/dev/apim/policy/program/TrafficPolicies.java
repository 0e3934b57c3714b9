package dev.apim.policy.program;

import static dev.apim.policy.program.PolicyCatalogue.value;
import static dev.apim.policy.program.PolicySchema.of;

import dev.apim.policy.program.PolicySchema.Builder;
import java.util.List;

/** Policies that count and that remember. */
final class TrafficPolicies {

  private TrafficPolicies() {}

  static List<Builder> all() {
    return List.of(
        limited(of("rate-limit"))
            .any(
                limited(of("api"))
                    .optional("name", "id")
                    .any(limited(of("operation")).optional("name", "id"))),
        of("rate-limit-by-key")
            .in("inbound")
            .requiredKind(ValueKind.WHOLE, "calls")
            .requiredNumbers("renewal-period")
            .required("counter-key")
            .flags("increment-condition")
            .kind(ValueKind.WHOLE, "increment-count")
            .optional("retry-after-header-name", "retry-after-variable-name")
            .optional("remaining-calls-header-name", "remaining-calls-variable-name")
            .optional("total-calls-header-name"),
        quota(of("quota"))
            .any(
                quota(of("api"))
                    .optional("name", "id")
                    .any(quota(of("operation")).optional("name", "id"))),
        of("quota-by-key")
            .in("inbound")
            .kind(ValueKind.WHOLE, "calls", "bandwidth", "increment-count")
            .requiredNumbers("renewal-period")
            .required("counter-key")
            .kind(ValueKind.TIME, "first-period-start")
            .oneOf("calls", "bandwidth")
            .flags("increment-condition"),
        of("cache-lookup")
            .in("inbound")
            .flags(
                "vary-by-developer",
                "vary-by-developer-groups",
                "allow-private-response-caching",
                "must-revalidate")
            .choice("downstream-caching-type", "none", "private", "public")
            .choice("caching-type", "internal", "external", "prefer-external")
            .any(value("vary-by-header"))
            .any(value("vary-by-query-parameter")),
        of("cache-store").in("outbound").requiredNumbers("duration").flags("cache-response"),
        of("cache-lookup-value")
            .required("key", "variable-name")
            .optional("default-value")
            .choice("caching-type", "internal", "external", "prefer-external"),
        of("cache-store-value")
            .required("key", "value")
            .requiredNumbers("duration")
            .choice("caching-type", "internal", "external", "prefer-external"),
        of("cache-remove-value")
            .required("key")
            .choice("caching-type", "internal", "external", "prefer-external"));
  }

  private static Builder limited(Builder builder) {
    return builder
        .in("inbound")
        .requiredKind(ValueKind.WHOLE, "calls")
        .requiredNumbers("renewal-period")
        .optional("retry-after-header-name", "retry-after-variable-name")
        .optional("remaining-calls-header-name", "remaining-calls-variable-name")
        .optional("total-calls-header-name");
  }

  private static Builder quota(Builder builder) {
    return builder
        .in("inbound")
        .kind(ValueKind.WHOLE, "calls", "bandwidth")
        .requiredNumbers("renewal-period")
        .oneOf("calls", "bandwidth");
  }
}
