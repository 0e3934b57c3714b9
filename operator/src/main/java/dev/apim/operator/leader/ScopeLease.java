package dev.apim.operator.leader;

import dev.apim.operator.domain.scope.Claim;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A claim of namespaces as a Lease: one in each operator's own namespace, all of one name. */
final class ScopeLease {

  /** Name of the Lease. */
  static final String NAME = "apim-operator-scope";

  private static final String SCOPE = "apim.dev/scope";

  private ScopeLease() {}

  static Lease of(Claim claim) {
    String scope =
        new TreeMap<>(claim.since())
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    return new LeaseBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(claim.owner())
        .addToAnnotations(SCOPE, scope)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(claim.owner())
        .withLeaseDurationSeconds((int) claim.valid().toSeconds())
        .withRenewTime(claim.renewed().truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC))
        .endSpec()
        .build();
  }

  /** The claim that a Lease makes; empty where it is none that can be read. */
  static Optional<Claim> claim(Lease lease) {
    Map<String, String> annotations = lease.getMetadata().getAnnotations();
    if (annotations == null
        || annotations.get(SCOPE) == null
        || lease.getSpec() == null
        || lease.getSpec().getRenewTime() == null
        || lease.getSpec().getLeaseDurationSeconds() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Claim(
              lease.getMetadata().getNamespace(),
              since(annotations.get(SCOPE)),
              lease.getSpec().getRenewTime().toInstant(),
              Duration.ofSeconds(lease.getSpec().getLeaseDurationSeconds())));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Instant> since(String scope) {
    Map<String, Instant> since = new TreeMap<>();
    for (String part : scope.split(",")) {
      String[] pair = part.split("=", 2);
      if (pair.length == 2) {
        since.put(pair[0], Instant.parse(pair[1]));
      }
    }
    return since;
  }
}
