package dev.apim.operator.domain.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** How far a target is behind what was published here. */
public final class PushLag {

  private PushLag() {}

  /**
   * For how long the oldest revision that a target does not have yet has been published; what a
   * wave holds back is not missing. Where nothing is missing, how long the last one took.
   *
   * @param seen what the target has; empty while that is unknown
   * @param unknownSince since when it may have been unknown: nothing before counts then
   */
  public static Duration of(
      Collection<Publication> published,
      String target,
      Optional<TargetView> seen,
      Instant unknownSince,
      Optional<Duration> last,
      Instant now) {
    return published.stream()
        .filter(publication -> publication.clusters().contains(target))
        .filter(publication -> !publication.isHeldIn(target))
        .filter(publication -> seen.filter(v -> PushPlanner.isServed(publication, v)).isEmpty())
        .map(publication -> Instant.parse(publication.pointer().active().publishedAt()))
        .map(at -> seen.isEmpty() && at.isBefore(unknownSince) ? unknownSince : at)
        .min(Comparator.naturalOrder())
        .map(at -> Duration.between(at, now))
        .orElse(last.orElse(Duration.ZERO));
  }
}
