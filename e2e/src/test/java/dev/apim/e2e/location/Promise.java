package dev.apim.e2e.location;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a location must not fall below from a moment on: in each zone that stays the smaller of what
 * is ready and what the edits ask for that the operator may still carry out. Only what the
 * Deployments say counts as ready, for the controllers decide by that.
 */
final class Promise {

  private static final int REPLICAS = 2;

  private final Collection<Deployment> deployments;
  private final List<Shape> possible = new ArrayList<>();
  private final boolean settled;

  /**
   * @param deployments those that there are
   * @param possible the edits that the operator may still carry out; the last one is the goal
   * @param settled whether nothing was being changed before them
   */
  Promise(Collection<Deployment> deployments, List<Shape> possible, boolean settled) {
    this.deployments = deployments;
    this.possible.addAll(possible);
    this.settled = settled;
  }

  FloorWatch.Floor floor(FloorWatch watch, String namespace) {
    Map<String, Integer> now = new TreeMap<>();
    int total = 0;
    for (Deployment deployment : deployments) {
      String unit = deployment.getMetadata().getLabels().get("apim.dev/unit");
      Map<String, Integer> seen = watch.readyByZone(namespace, unit);
      int ready = Math.min(ready(deployment), seen.values().stream().mapToInt(n -> n).sum());
      total += ready;
      if (deployment.getMetadata().getLabels().containsKey("apim.dev/zone")) {
        now.merge(deployment.getMetadata().getLabels().get("apim.dev/zone"), ready, Integer::sum);
      } else if (settled) {
        seen.forEach((zone, count) -> now.merge(zone, count, Integer::sum));
      }
    }
    int most = possible.stream().mapToInt(shape -> REPLICAS * shape.units()).min().orElseThrow();
    return new FloorWatch.Floor(zones(now), Math.min(total, most), 0);
  }

  private Map<String, Integer> zones(Map<String, Integer> now) {
    Map<String, Integer> zones = new TreeMap<>();
    for (String zone : possible.get(possible.size() - 1).exact().keySet()) {
      int least =
          possible.stream().mapToInt(s -> s.exact().getOrDefault(zone, 0)).min().orElseThrow();
      zones.put(zone, Math.min(least, now.getOrDefault(zone, 0)));
    }
    return zones;
  }

  private static int ready(Deployment deployment) {
    Integer ready =
        deployment.getStatus() == null ? null : deployment.getStatus().getReadyReplicas();
    return ready == null ? 0 : Math.min(REPLICAS, ready);
  }
}
