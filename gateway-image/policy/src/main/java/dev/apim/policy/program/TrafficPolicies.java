package dev.apim.policy.program;

import static dev.apim.policy.program.PolicyCatalogue.value;
import static dev.apim.policy.program.PolicySchema.of;

import dev.apim.policy.program.PolicySchema.Builder;
import java.util.List;
import java.util.stream.Stream;

/** Policies that count and that remember. */
final class TrafficPolicies {

  private TrafficPolicies() {}

  static List<Builder> all() {
    return Stream.concat(limits().stream(), caches().stream()).toList();
  }

  private static List<Builder> limits() {
    return List.of(
        limited(of("rate-limit"))
            .any(named(limited(of("api"))).any(named(limited(of("operation"))))),
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
            .requiredNumbers("renewal-period")
            .any(named(quota(of("api"))).any(named(quota(of("operation"))))),
        of("quota-by-key")
            .in("inbound")
            .kind(ValueKind.WHOLE, "calls", "bandwidth", "increment-count")
            .requiredNumbers("renewal-period")
            .required("counter-key")
            .kind(ValueKind.TIME, "first-period-start")
            .oneOf("calls", "bandwidth")
            .flags("increment-condition"));
  }

  private static List<Builder> caches() {
    return List.of(
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

  private static Builder named(Builder builder) {
    return builder.optional("name", "id").oneOf("id", "name");
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
        .numbers("renewal-period")
        .oneOf("calls", "bandwidth");
  }
}
