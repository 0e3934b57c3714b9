package dev.apim.operator.domain.promotion;

import dev.apim.api.v1alpha1.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says beforehand whether a cluster could be the primary (B10b): it must reach every other cluster
 * that runs a location, and the kubeconfigs for that are the user's duty.
 */
public final class PromotionReadiness {

  private PromotionReadiness() {}

  /**
   * The condition of a secondary.
   *
   * @param own name of this cluster
   * @param clusters names of the clusters that the locations run in
   * @param trouble what is wrong with each cluster that is known here, empty where nothing is
   * @param nextEpoch what a forced promotion would have to name
   */
  public static Note ofSecondary(
      String own, Set<String> clusters, Map<String, Optional<String>> trouble, long nextEpoch) {
    Map<String, String> lacking = new TreeMap<>();
    for (String cluster : new TreeSet<>(clusters)) {
      Optional<String> known =
          trouble.getOrDefault(
              cluster,
              Optional.of(
                  "there is no GatewayCluster of that name here; add it with a kubeconfig of its"
                      + " push account"));
      if (!cluster.equals(own) && known.isPresent()) {
        lacking.put(cluster, known.get());
      }
    }
    String forced = "; by force, spec.promotion.epoch would be " + nextEpoch;
    return lacking.isEmpty()
        ? Note.goesOn(Reason.CanTakeOver, "this cluster can become the primary" + forced)
        : Note.waits(Reason.ClustersMissing, text(lacking) + forced);
  }

  /**
   * The condition of the holder; empty where there is no other cluster.
   *
   * @param lacking what each secondary lacks, empty where nothing
   */
  public static Optional<Note> ofHolder(Map<String, Optional<String>> lacking) {
    Map<String, String> missing = new TreeMap<>();
    lacking.forEach((cluster, what) -> what.ifPresent(text -> missing.put(cluster, text)));
    if (lacking.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        missing.isEmpty()
            ? Note.goesOn(
                Reason.CanTakeOver,
                "can become the primary: " + String.join(", ", new TreeSet<>(lacking.keySet())))
            : Note.waits(Reason.ClustersMissing, text(missing)));
  }

  private static String text(Map<String, String> lacking) {
    return lacking.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining("; "));
  }
}
