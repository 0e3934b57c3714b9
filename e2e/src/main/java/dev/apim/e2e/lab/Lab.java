package dev.apim.e2e.lab;

import dev.apim.e2e.cluster.LocalCluster;
import dev.apim.e2e.process.Daemon;
import dev.apim.e2e.process.Trees;
import dev.apim.e2e.region.Place;
import dev.apim.e2e.tools.Binaries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lab's clusters, found again by every command through the folder they live in. */
final class Lab {
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

  /** Makes the cluster, or starts again what of it has stopped. */
  LocalCluster up(Place region, boolean realNodes) {
    if (has(region)) {
      LocalCluster cluster = cluster(region);
      cluster.restoreAll();
      return cluster;
    }
    return LocalCluster.start(directory(region), region.cluster(realNodes), binaries);
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

  /** Ends and removes everything, also what a failed {@code up} left. */
  void down() {
    Daemon.allIn(directory).forEach(Daemon::kill);
    List<RuntimeException> failures = new ArrayList<>();
    for (Place region : Place.ALL) {
      try {
        down(region);
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    Trees.delete(directory);
    failures.stream()
        .findFirst()
        .ifPresent(
            e -> {
              throw e;
            });
  }

  private void down(Place region) {
    if (has(region)) {
      cluster(region).close();
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
