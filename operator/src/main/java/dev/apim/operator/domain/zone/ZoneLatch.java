package dev.apim.operator.domain.zone;

import dev.apim.api.v1alpha1.KnownZone;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Remembers the zones of the cluster: one grows by observation, and is forgotten by the user's hand
 * or after seven days without a node. So a zone whose nodes are gone is down, never unknown (B35).
 */
public final class ZoneLatch {

  private static final Duration MEMORY = Duration.ofDays(7);

  private ZoneLatch() {}

  /**
   * The zones known now, by name.
   *
   * @param before the zones known before
   * @param seen zones that have nodes
   * @param used zones that units are pinned to, which are never forgotten
   */
  public static List<KnownZone> next(
      List<KnownZone> before, Set<String> seen, Set<String> used, Instant now) {
    TreeMap<String, KnownZone> known = new TreeMap<>();
    for (KnownZone zone : before) {
      String since =
          zone.missingSince() == null
              ? now.truncatedTo(ChronoUnit.SECONDS).toString()
              : zone.missingSince();
      if (used.contains(zone.name()) || Instant.parse(since).plus(MEMORY).isAfter(now)) {
        known.put(zone.name(), new KnownZone(zone.name(), since));
      }
    }
    seen.forEach(name -> known.put(name, new KnownZone(name, null)));
    return List.copyOf(known.values());
  }
}
