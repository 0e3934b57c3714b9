package dev.apim.e2e.demo;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterProvider;
import dev.apim.e2e.region.Place;
import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoRegions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the steps act upon: the two regions, as far as they are up. */
final class Stage implements AutoCloseable {
  private final boolean realNodes;
  private final Path processes;
  private final Board board;
  private final DemoReport report;
  private final List<Cluster> clusters = new ArrayList<>();
  private volatile TwoRegions regions;
  private String apiPath = "echo";

  /**
   * @param processes folder for what operators and gateways write
   */
  Stage(boolean realNodes, Path processes, Board board, DemoReport report) {
    this.realNodes = realNodes;
    this.processes = processes;
    this.board = board;
    this.report = report;
  }

  /** Starts clusters and operators. */
  void build() {
    ClusterProvider provider = ClusterProvider.of(ClusterProvider.Source.LOCAL);
    for (Place place : Place.ALL) {
      provider
          .obstacle(place.cluster(realNodes))
          .ifPresent(
              reason -> {
                throw new IllegalStateException(reason);
              });
      clusters.add(provider.start(place.cluster(realNodes)));
      board.say("  " + place.displayName() + ": a cluster of three zones is up");
    }
    regions = TwoRegions.install(clusters, processes, line -> board.say("  " + line));
  }

  TwoRegions regions() {
    return regions;
  }

  /** The sites once they are there. */
  Optional<List<Site>> sites() {
    return Optional.ofNullable(regions).map(TwoRegions::sites);
  }

  Site primary() {
    return regions.primary();
  }

  Site secondary() {
    return regions.secondary();
  }

  boolean realNodes() {
    return realNodes;
  }

  Board board() {
    return board;
  }

  DemoReport report() {
    return report;
  }

  /** A request that the example's Api answers at present. */
  String request() {
    return "/" + apiPath + "/hello";
  }

  /** The Api's path, without slashes. */
  String apiPath() {
    return apiPath;
  }

  void apiPath(String path) {
    this.apiPath = path;
  }

  /** Ends operators, gateways and clusters, whatever of them is there. */
  @Override
  public void close() {
    TwoRegions ending = regions;
    regions = null;
    try {
      if (ending != null) {
        ending.close();
      }
    } finally {
      clusters.forEach(Cluster::close);
      clusters.clear();
    }
  }
}
