package dev.apim.operator.domain.sync;

import dev.apim.api.config.BucketReference;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.HistoryEntry;
import dev.apim.api.v1alpha1.InlineSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which snapshots and buckets nobody needs: those that neither the active revision nor the
 * history names, and that are older than an hour, so that parts which are being written are safe.
 */
public final class GarbagePlanner {

  private static final Duration LEAST_AGE = Duration.ofHours(1);

  private GarbagePlanner() {}

  /**
   * A snapshot or bucket that is there.
   *
   * @param hash its hash
   * @param created when it was made
   * @param manifest the manifest of a snapshot; empty for a bucket
   */
  public record Part(String hash, Instant created, Optional<String> manifest) {}

  /**
   * Hashes of the parts to delete; none where the active revision itself cannot be read.
   *
   * @param pointer the pointer, read live before the parts were listed
   */
  public static Set<String> plan(
      GatewayConfigurationSpec pointer, Collection<Part> parts, Instant now) {
    Set<String> needed = new HashSet<>();
    needed.add(pointer.active().hash());
    pointer.history().stream().map(HistoryEntry::hash).forEach(needed::add);
    boolean activeIsKnown = false;
    Set<String> snapshots = Set.copyOf(needed);
    InlineSnapshot inline = pointer.active().inline();
    if (inline != null) {
      addBuckets(needed, pointer.active().hash(), inline.manifest());
      activeIsKnown = true;
    }
    for (Part part : parts) {
      if (part.manifest().isPresent() && snapshots.contains(part.hash())) {
        addBuckets(needed, part.hash(), part.manifest().get());
        activeIsKnown |= part.hash().equals(pointer.active().hash());
      }
    }
    Set<String> garbage = new TreeSet<>();
    parts.stream()
        .filter(part -> !needed.contains(part.hash()))
        .filter(part -> part.created().plus(LEAST_AGE).isBefore(now))
        .forEach(part -> garbage.add(part.hash()));
    return activeIsKnown ? garbage : Set.of();
  }

  /**
   * Names of the Secrets that a kept revision names; empty where the active one cannot be read, so
   * that nothing can be said.
   *
   * @param pointer the pointer, read live before the parts were listed
   */
  public static Optional<Set<String>> secrets(
      GatewayConfigurationSpec pointer, Collection<Part> parts) {
    Set<String> kept = new HashSet<>();
    kept.add(pointer.active().hash());
    pointer.history().stream().map(HistoryEntry::hash).forEach(kept::add);
    Map<String, String> manifests = new HashMap<>();
    parts.stream()
        .filter(part -> part.manifest().isPresent() && kept.contains(part.hash()))
        .forEach(part -> manifests.put(part.hash(), part.manifest().get()));
    InlineSnapshot inline = pointer.active().inline();
    if (inline != null) {
      manifests.put(pointer.active().hash(), inline.manifest());
    }
    if (!manifests.containsKey(pointer.active().hash())) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>();
    manifests.forEach((hash, text) -> names.addAll(SnapshotCodec.manifest(hash, text).secrets()));
    return Optional.of(names);
  }

  /** Whether something that nobody names may be on its way still. */
  public static boolean isYoung(Instant created, Instant now) {
    return !created.plus(LEAST_AGE).isBefore(now);
  }

  private static void addBuckets(Set<String> needed, String hash, String manifest) {
    SnapshotCodec.manifest(hash, manifest).buckets().stream()
        .map(BucketReference::hash)
        .forEach(needed::add);
  }
}
