package dev.apim.e2e.demo;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.Remains;
import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoClusters;
import dev.apim.e2e.region.TwoRegions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the steps act upon: the two regions, as far as they are up. */
final class Stage implements AutoCloseable {
  private final boolean realNodes;
  private final Path processes;
  private final Board board;
  private final DemoReport report;
  private final TwoClusters clusters = new TwoClusters();
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
    clusters.start(realNodes, line -> board.say("  " + line));
    regions = TwoRegions.install(clusters.list(), processes, line -> board.say("  " + line));
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

  /** What this machine has of clusters, operators and gateways; nothing once they are closed. */
  List<Remains> remains() {
    return Stream.concat(
            clusters.list().stream().map(Cluster::remains),
            Stream.of(Remains.ofProgramsIn(processes)))
        .toList();
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
      clusters.close();
    }
  }
}
