package dev.apim.operator.domain.sync;

import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.ActiveRevision;
import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.HistoryEntry;
import dev.apim.api.v1alpha1.InlineSnapshot;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.sync.PublicationPlan.Publish;
import dev.apim.operator.domain.sync.PublicationPlan.Refused;
import dev.apim.operator.domain.sync.PublicationPlan.Unchanged;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what the pointer becomes (B53, B82). Sequences come from the local pointer only, which is
 * written by compare-and-swap, so that no number is ever given to two revisions.
 */
public final class PublicationPlanner {

  static final int MOST_HISTORY = 10;
  private static final int MOST_INLINE_BUCKETS = 64;
  private static final long FIRST = 1;
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private PublicationPlanner() {}

  /** Plans one publication. */
  public static PublicationPlan plan(PublicationRequest request) {
    Optional<GatewayConfigurationSpec> active = request.active();
    if (active.isPresent()
        && request.epoch().isEmpty()
        && !active.get().fence().holder().equals(request.identity())) {
      return new Refused(
          Reason.ForeignHolder,
          "the configuration here was published by the cluster with the identity "
              + active.get().fence().holder()
              + ", and this one is "
              + request.identity()
              + "; nothing is overwritten");
    }
    if (request.epoch().isEmpty()
        && active.flatMap(GatewayConfigurationSpec::pendingHandover).isPresent()) {
      return new Refused(
          Reason.HandedOver,
          "the configuration was handed over to cluster " + active.get().handover().cluster());
    }
    if (request.isUsual() && active.isPresent() && isWhole(active.get(), request.snapshot())) {
      return new Unchanged();
    }
    return new Publish(pointer(request));
  }

  /** An instant as pointers carry it, always with milliseconds. */
  static String text(Instant instant) {
    return MILLISECONDS.format(instant);
  }

  private static boolean isWhole(GatewayConfigurationSpec active, Snapshot snapshot) {
    return active.state() == OriginState.Active
        && active.active().hash().equals(snapshot.hash())
        && inline(snapshot).equals(Optional.ofNullable(active.active().inline()));
  }

  private static GatewayConfigurationSpec pointer(PublicationRequest request) {
    Fence fence = next(request);
    String at = text(request.now());
    String hash = request.snapshot().hash();
    List<HistoryEntry> history = new ArrayList<>();
    history.add(new HistoryEntry(hash, fence.sequence(), at, request.changes()));
    request.active().ifPresent(active -> history.addAll(without(hash, active.history())));
    return new GatewayConfigurationSpec(
        new LocalReference(request.instance()),
        fence,
        new ActiveRevision(hash, at, inline(request.snapshot()).orElse(null)),
        history.subList(0, Math.min(MOST_HISTORY, history.size())),
        OriginState.Active,
        request
            .handover()
            .or(() -> request.active().map(GatewayConfigurationSpec::handover))
            .orElse(null));
  }

  /** A revision that is active again is no second one to choose from. */
  private static List<HistoryEntry> without(String hash, List<HistoryEntry> history) {
    return history.stream().filter(entry -> !entry.hash().equals(hash)).toList();
  }

  private static Fence next(PublicationRequest request) {
    return request
        .active()
        .map(GatewayConfigurationSpec::fence)
        .or(() -> request.seenInTargets().filter(seen -> isOurs(seen, request)))
        .map(
            last ->
                new Fence(
                    last.lineage(),
                    request.epoch().orElse(last.epoch()),
                    request.identity(),
                    last.sequence() + 1))
        .orElseGet(() -> new Fence(request.lineage(), FIRST, request.identity(), FIRST));
  }

  private static boolean isOurs(Fence seen, PublicationRequest request) {
    return seen.holder().equals(request.identity()) && seen.lineage().equals(request.lineage());
  }

  private static Optional<InlineSnapshot> inline(Snapshot snapshot) {
    return snapshot.fitsInline() && snapshot.buckets().size() <= MOST_INLINE_BUCKETS
        ? Optional.of(new InlineSnapshot(snapshot.manifestText(), snapshot.buckets()))
        : Optional.empty();
  }
}
