package dev.apim.operator.domain.rollout;

import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A Deployment as its controller treats it: surge 1, unavailable 0 (or 1), and a status that is
 * written only when the controller comes by, so that what an observer sees may be old. A replica
 * that is to end counts as ready until another controller has ended it.
 */
final class SimulatedUnit {

  /** A replica; its zone is null until it is placed. */
  static final class Pod {
    final String hash;
    final boolean bad;
    String zone;
    boolean ready;
    boolean ending;
    Instant refusedSince;

    Pod(String hash, boolean bad) {
      this.hash = hash;
      this.bad = bad;
    }
  }

  private static final int REPLICAS = 2;

  final List<Pod> pods = new ArrayList<>();
  final PlannedUnit unit;
  private String hash;
  private boolean bad;
  private boolean withoutSurge;
  private long generation;
  private long seenGeneration;
  private int seenReady;
  private boolean seenComplete;

  SimulatedUnit(PlannedUnit unit) {
    this.unit = unit;
  }

  void apply(String wanted, boolean isBad, boolean squeezed) {
    if (!wanted.equals(hash) || squeezed != withoutSurge) {
      hash = wanted;
      bad = isBad;
      withoutSurge = squeezed;
      generation++;
    }
  }

  ObservedUnit observed() {
    Instant refused =
        pods.stream()
            .map(pod -> pod.refusedSince)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElse(null);
    boolean rolling = seenGeneration < generation || !seenComplete;
    return new ObservedUnit(unit, hash, REPLICAS, seenReady, rolling, refused, withoutSurge);
  }

  String hash() {
    return hash;
  }

  int ready() {
    return (int) pods.stream().filter(pod -> pod.ready).count();
  }

  boolean settled() {
    return seenGeneration == generation && seenComplete;
  }

  /** One visit of the Deployment controller. */
  void control() {
    if (!scaleUp()) {
      scaleDown();
    }
    seenGeneration = generation;
    seenReady = ready();
    seenComplete |= complete();
    seenComplete &= pods.stream().allMatch(this::current);
  }

  /** The visit of the ReplicaSet controller. */
  void end() {
    pods.removeIf(pod -> pod.ending);
  }

  private List<Pod> kept() {
    return pods.stream().filter(pod -> !pod.ending).toList();
  }

  private boolean complete() {
    return pods.size() == REPLICAS && pods.stream().allMatch(pod -> pod.ready && current(pod));
  }

  private boolean scaleUp() {
    List<Pod> kept = kept();
    int current = (int) kept.stream().filter(this::current).count();
    int more = Math.min(REPLICAS - current, REPLICAS + 1 - kept.size());
    for (int i = 0; i < more; i++) {
      pods.add(new Pod(hash, bad));
    }
    return more > 0;
  }

  private void scaleDown() {
    int least = withoutSurge ? REPLICAS - 1 : REPLICAS;
    List<Pod> kept = kept();
    int current = (int) kept.stream().filter(this::current).count();
    int currentReady = (int) pods.stream().filter(pod -> current(pod) && pod.ready).count();
    int most = kept.size() - least - (current - currentReady);
    for (Pod pod : kept) {
      if (most > 0 && !current(pod) && !pod.ready) {
        pods.remove(pod);
        most--;
      }
    }
    int spare = ready() - least;
    for (Pod pod : kept) {
      if (spare > 0 && most > 0 && !current(pod) && pod.ready) {
        pod.ending = true;
        spare--;
        most--;
      }
    }
  }

  private boolean current(Pod pod) {
    return pod.hash.equals(hash);
  }
}
