package dev.apim.e2e.lab;

import dev.apim.e2e.cluster.ClusterProvider;
import dev.apim.e2e.cluster.ClusterSpec.Nodes;
import dev.apim.e2e.cluster.LocalCluster;
import dev.apim.e2e.cluster.Remains;
import dev.apim.e2e.process.Daemon;
import dev.apim.e2e.process.Trees;
import dev.apim.e2e.region.Place;
import dev.apim.e2e.tools.Binaries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The lab's clusters, found again by every command through the folder they live in. */
final class Lab {
  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  private final Path directory;
  private final Binaries binaries;

  Lab(Path directory, Binaries binaries) {
    this.directory = directory;
    this.binaries = binaries;
  }

  /** Whether a cluster of the region was made. */
  boolean has(Place region) {
    return LocalCluster.existsIn(directory(region));
  }

  /**
   * Makes the cluster, or starts again what of it has stopped.
   *
   * @throws IllegalStateException saying what to do when this machine, or the lab that is up
   *     already, cannot have such nodes
   */
  LocalCluster up(Place region, boolean realNodes) {
    if (has(region)) {
      LocalCluster cluster = cluster(region);
      if (realNodes && cluster.spec().nodes() != Nodes.REAL) {
        throw new IllegalStateException(
            "the lab is up with simulated nodes; for real ones first: e2e/bin/lab down");
      }
      cluster.startRegion();
      return cluster;
    }
    ClusterProvider.of(ClusterProvider.Source.LOCAL)
        .obstacle(region.cluster(realNodes))
        .ifPresent(
            obstacle -> {
              throw new IllegalStateException(obstacle);
            });
    return LocalCluster.start(directory(region), region.cluster(realNodes), binaries);
  }

  /** Where the kubectl of the clusters' own version lies. */
  Path kubectl() {
    return binaries.get("kubectl");
  }

  /**
   * The region's cluster.
   *
   * @throws IllegalStateException when the lab is not up
   */
  LocalCluster cluster(Place region) {
    if (!has(region)) {
      throw new IllegalStateException("the lab is not up: e2e/bin/lab up");
    }
    return LocalCluster.attach(directory(region), binaries);
  }

  /**
   * Ends and removes everything, also what a failed {@code up} left.
   *
   * @throws IllegalStateException naming what is still there in the end
   */
  void down() {
    List<Remains> remains = new ArrayList<>(List.of(Remains.of(directory)));
    Daemon.allIn(directory).forEach(Daemon::kill);
    List<RuntimeException> failures = new ArrayList<>();
    for (Place region : Place.ALL) {
      try {
        if (has(region)) {
          LocalCluster cluster = cluster(region);
          remains.add(cluster.remains());
          cluster.close();
        }
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    Trees.delete(directory);
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    List<String> left = Remains.after(END_LIMIT, remains);
    if (!left.isEmpty()) {
      throw new IllegalStateException("still on this machine: " + String.join(", ", left));
    }
  }

  /** Where the region's processes and files lie. */
  Path directory(Place region) {
    return directory.resolve(region.dnsName());
  }

  /** Where the lab's own processes lie: operators, gateways, the backend. */
  Path directory() {
    return directory;
  }
}
