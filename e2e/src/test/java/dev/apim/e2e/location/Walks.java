package dev.apim.e2e.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.process.AtOnce;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Random sequences of edits, of which many overtake the one before, side by side. */
final class Walks {

  private static final int OPERATIONS = 10;

  private final String prefix;
  private final Cluster cluster;
  private final FloorWatch watch;
  private final Sight sight;

  /**
   * @param prefix begins the names of namespaces; those of a walk that has ended with the same seed
   *     may still be going
   */
  Walks(String prefix, Cluster cluster, FloorWatch watch, Sight sight) {
    this.prefix = prefix;
    this.cluster = cluster;
    this.watch = watch;
    this.sight = sight;
  }

  /** Carries out so many sequences; each has a seed of its own, which follows from the first. */
  void carryOut(long seed, int sequences) {
    List<Runnable> walks =
        LongStream.range(seed, seed + sequences)
            .mapToObj(own -> (Runnable) () -> walk(own))
            .toList();
    AtOnce.run(walks);
  }

  private void walk(long seed) {
    String namespace = prefix + Long.toUnsignedString(seed, 36);
    RandomWalk walk = new RandomWalk(seed);
    Town town = new Town(cluster, watch, sight);
    Shape shape = walk.next();
    town.apply(namespace, shape);
    for (int i = 1; i < OPERATIONS; i++) {
      shape = walk.next();
      switch (walk.patience()) {
        case SETTLED -> town.awaitSettled(namespace);
        case SEEN -> {
          town.awaitSeen(namespace);
          pause(walk.pause());
        }
        case NONE -> pause(walk.pause());
      }
      town.apply(namespace, shape);
    }
    town.awaitSettled(namespace);
    town.evictAll(namespace);
    assertThat(town.children(namespace))
        .as("seed %d ends in %s as if it had always been so", seed, shape)
        .isEqualTo(fresh(namespace + "-fresh", shape));
    assertThat(town.breaches()).as("seed %d", seed).isEmpty();
    town.delete();
  }

  private Map<String, String> fresh(String namespace, Shape shape) {
    Town town = new Town(cluster, watch, sight);
    town.apply(namespace, shape);
    town.awaitSettled();
    Map<String, String> children = town.children(namespace);
    town.delete();
    return children;
  }

  private static void pause(int millis) {
    Duration delay = Duration.ofMillis(millis);
    await().pollDelay(delay).atMost(delay.plusSeconds(60)).until(() -> true);
  }
}
