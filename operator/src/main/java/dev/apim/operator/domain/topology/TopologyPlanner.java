package dev.apim.operator.domain.topology;

import dev.apim.api.v1alpha1.LocationRole;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.api.v1alpha1.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Decides for an instance and all its locations together who is accepted, who is primary and who
 * runs here. What is refused changes nothing for the others.
 */
public final class TopologyPlanner {

  private final ClusterFacts clusters;

  /**
   * @param clusters the clusters as this operator knows them
   */
  public TopologyPlanner(ClusterFacts clusters) {
    this.clusters = clusters;
  }

  /** The plan of an instance. */
  public TopologyPlan plan(InstanceFacts instance, List<LocationFacts> locations) {
    TierRules tier = new TierRules(instance, locations);
    PrimaryRule rule =
        new PrimaryRule(instance, locations.stream().filter(tier::withinLimit).toList());
    Optional<String> primary = rule.primary();
    Verdict verdict = tier.instance().or(rule::refusal).orElse(Verdict.ACCEPTED);
    boolean holder = primary.map(name -> runsHere(find(name, locations))).orElse(false);
    boolean secondaryHere = !holder && locations.stream().anyMatch(this::runsHere);
    Map<String, LocationPlan> plans = new HashMap<>();
    for (LocationFacts location : locations) {
      plans.put(
          location.name(),
          plan(
              location,
              judge(location, verdict, tier, secondaryHere),
              role(location, primary),
              RegionNames.hostname(instance, location, locations).orElse(null),
              tier.spreadsOverZones(location)));
    }
    return new TopologyPlan(verdict, primary, holder, plans);
  }

  /** The plan of a location whose instance does not exist. */
  public LocationPlan orphan(LocationFacts location) {
    Verdict verdict =
        Verdict.refused(
            Reason.InstanceNotFound,
            "spec.instanceRef.name: there is no ApiManagementInstance "
                + location.spec().instanceRef().name()
                + " in this namespace; apply it, or name one that exists");
    return plan(location, verdict, null, null, true);
  }

  private LocationPlan plan(
      LocationFacts location,
      Verdict verdict,
      LocationRole role,
      String hostname,
      boolean spreadsOverZones) {
    return new LocationPlan(
        location.name(),
        verdict,
        role,
        cluster(location),
        runsHere(location),
        location.copyIn(clusters.own()),
        location.copyIn(clusters.own()) && location.spec().origin().state() == OriginState.Removed,
        RegionNames.of(location.spec().region()),
        hostname,
        spreadsOverZones);
  }

  private Verdict judge(
      LocationFacts location, Verdict instance, TierRules tier, boolean secondaryHere) {
    if (!instance.accepted() && !location.established()) {
      return Verdict.refused(
          Reason.InstanceNotAccepted,
          "the instance "
              + location.spec().instanceRef().name()
              + " is not accepted: "
              + instance.message());
    }
    return tier.location(location)
        .or(() -> clusterRefusal(location, secondaryHere))
        .or(() -> runsHere(location) && location.managed() ? zones(location) : Optional.empty())
        .orElse(Verdict.ACCEPTED);
  }

  private Optional<Verdict> zones(LocationFacts location) {
    return new ZoneRules(clusters).location(location);
  }

  private Optional<Verdict> clusterRefusal(LocationFacts location, boolean secondaryHere) {
    String cluster = cluster(location);
    if (location.copyIn(clusters.own())
        || runsHere(location)
        || clusters.known().contains(cluster)) {
      return Optional.empty();
    }
    if (secondaryHere) {
      return Optional.empty();
    }
    return Optional.of(
        Verdict.refused(
            Reason.ClusterNotFound,
            "spec.cluster: there is no GatewayCluster "
                + cluster
                + "; there are: "
                + String.join(", ", new TreeSet<>(clusters.known()))));
  }

  private static LocationRole role(LocationFacts location, Optional<String> primary) {
    return primary
        .map(name -> name.equals(location.name()) ? LocationRole.Primary : LocationRole.Secondary)
        .orElse(null);
  }

  private static LocationFacts find(String name, List<LocationFacts> locations) {
    return locations.stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }

  private boolean runsHere(LocationFacts location) {
    return cluster(location).equals(clusters.own());
  }

  private String cluster(LocationFacts location) {
    String named = location.spec().cluster();
    return named == null ? clusters.own() : named;
  }
}
