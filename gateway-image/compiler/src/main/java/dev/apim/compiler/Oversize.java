package dev.apim.compiler;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.CanonicalJson;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.ConfigurationEntry;
import dev.apim.api.config.FragmentEntry;
import dev.apim.api.config.PolicyEntry;
import dev.apim.api.config.SnapshotTooLargeException;
import dev.apim.api.v1alpha1.Reason;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Objects with which a part of the document would be too large. They are told so and stay as they
 * were, so that what else was edited is published (B53).
 */
record Oversize(Map<ObjectKey, Verdict> verdicts) {

  static final Oversize NONE = new Oversize(Map.of());

  private record Culprit(ObjectKey key, int bytes) {}

  Oversize {
    verdicts = Map.copyOf(verdicts);
  }

  Verdict judge(ObjectKey key) {
    return verdicts.getOrDefault(key, Verdict.good());
  }

  /** These and the largest new object of a part; empty where that part has none. */
  Optional<Oversize> and(SnapshotTooLargeException found, ConfigurationDocument active) {
    Set<ConfigurationEntry> before = new HashSet<>(active.apis());
    before.addAll(active.policies());
    before.addAll(active.fragments());
    return found.entries().stream()
        .filter(entry -> !before.contains(entry))
        .flatMap(entry -> culprit(entry).stream())
        .filter(culprit -> !verdicts.containsKey(culprit.key()))
        .max(
            Comparator.comparingInt(Culprit::bytes)
                .thenComparing(culprit -> culprit.key().toString()))
        .map(culprit -> and(culprit, found.getMessage()));
  }

  private Oversize and(Culprit culprit, String found) {
    Map<ObjectKey, Verdict> all = new HashMap<>(verdicts);
    all.put(
        culprit.key(),
        Verdict.bad(
            Reason.TooLarge,
            found
                + "; this object, as it is written, is "
                + culprit.bytes()
                + " of them: make it smaller or divide it"));
    return new Oversize(all);
  }

  private static Optional<Culprit> culprit(ConfigurationEntry entry) {
    return kind(entry)
        .map(
            kind ->
                new Culprit(new ObjectKey(kind, entry.name()), CanonicalJson.bytes(entry).length));
  }

  private static Optional<String> kind(ConfigurationEntry entry) {
    if (entry instanceof ApiEntry) {
      return Optional.of("Api");
    }
    if (entry instanceof PolicyEntry) {
      return Optional.of("Policy");
    }
    return entry instanceof FragmentEntry ? Optional.of("PolicyFragment") : Optional.empty();
  }
}
