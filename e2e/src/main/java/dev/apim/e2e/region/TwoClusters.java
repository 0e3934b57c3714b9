package dev.apim.e2e.region;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterProvider;
import dev.apim.e2e.cluster.ClusterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The clusters of West US and East Asia as processes of this machine; they end with this JVM. */
public final class TwoClusters implements AutoCloseable {
  private final List<Cluster> clusters = new ArrayList<>();

  /**
   * Starts both.
   *
   * @throws IllegalStateException saying what to install when this machine cannot have them
   */
  public void start(boolean realNodes, Consumer<String> progress) {
    ClusterProvider provider = ClusterProvider.of(ClusterProvider.Source.LOCAL);
    for (Place place : Place.ALL) {
      provider
          .obstacle(place.cluster(realNodes))
          .ifPresent(
              reason -> {
                throw new IllegalStateException(reason);
              });
      clusters.add(provider.start(place.cluster(realNodes)));
      progress.accept(place.displayName() + ": a cluster of three zones is up");
    }
  }

  /** Starts one more, without zones: no pods run there. */
  public void add(Place place, Consumer<String> progress) {
    ClusterProvider provider = ClusterProvider.of(ClusterProvider.Source.LOCAL);
    clusters.add(provider.start(ClusterSpec.named(place.dnsName())));
    progress.accept(place.displayName() + ": a cluster without nodes is up");
  }

  /** Those that are up, West US first. */
  public List<Cluster> list() {
    return List.copyOf(clusters);
  }

  @Override
  public void close() {
    clusters.forEach(Cluster::close);
    clusters.clear();
  }
}
