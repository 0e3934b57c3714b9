package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.Hosting;
import dev.apim.api.v1alpha1.Tier;
import dev.apim.api.v1alpha1.TierFeatures;
import dev.apim.operator.domain.topology.RegionNames;
import java.util.List;

/** The service level class (B114): what two zones or two regions give. */
final class SlaClass {

  private static final String NONE = "None";
  private static final String SINGLE = "99.95";
  private static final String REDUNDANT = "99.99";

  private SlaClass() {}

  static String of(Tier tier, List<LocationState> locations) {
    if (!TierFeatures.of(tier).production()) {
      return NONE;
    }
    List<LocationState> managed =
        locations.stream().filter(l -> l.spec().hosting() == Hosting.Managed).toList();
    boolean zones = managed.stream().anyMatch(location -> zonesAskedFor(location) >= 2);
    boolean regions =
        managed.stream().map(l -> RegionNames.of(l.spec().region())).distinct().count() >= 2;
    return zones || regions ? REDUNDANT : SINGLE;
  }

  private static long zonesAskedFor(LocationState location) {
    return location.zones().stream()
        .filter(zone -> zone.desired() != null && zone.desired() > 0)
        .count();
  }
}
