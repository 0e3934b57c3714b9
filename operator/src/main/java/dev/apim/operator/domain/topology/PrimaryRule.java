package dev.apim.operator.domain.topology;

import dev.apim.api.v1alpha1.Reason;
import java.util.List;
import java.util.Optional;

/** Which location is the primary (B9, B10). */
final class PrimaryRule {

  private final InstanceFacts instance;
  private final List<String> names;

  /**
   * @param candidates the locations that the tier allows
   */
  PrimaryRule(InstanceFacts instance, List<LocationFacts> candidates) {
    this.instance = instance;
    this.names = candidates.stream().map(LocationFacts::name).sorted().toList();
  }

  Optional<Verdict> refusal() {
    String named = instance.spec().primaryLocation();
    if (names.isEmpty() || (named == null && names.size() == 1) || names.contains(named)) {
      return Optional.empty();
    }
    String locations = String.join(", ", names);
    if (named == null) {
      return Optional.of(
          Verdict.refused(
              Reason.PrimaryNotNamed,
              "spec.primaryLocation: not set, and the instance has several locations; name one of "
                  + locations));
    }
    return Optional.of(
        Verdict.refused(
            Reason.PrimaryNotFound,
            "spec.primaryLocation: "
                + named
                + " is no location of this instance; name one of "
                + locations));
  }

  /** The primary in effect: the one asked for, else the last one while it exists. */
  Optional<String> primary() {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    if (refusal().isEmpty()) {
      String named = instance.spec().primaryLocation();
      return Optional.of(named == null ? names.get(0) : named);
    }
    return Optional.ofNullable(instance.latchedPrimary()).filter(names::contains);
  }
}
