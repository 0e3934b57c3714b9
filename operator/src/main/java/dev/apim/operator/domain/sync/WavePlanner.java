package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets a revision go from cluster to cluster: the primary's own first, the others by name. The next
 * one gets it when every gateway of those before serves it; a refusal or a crash stops it, so that
 * a revision that harms gateways harms those of one cluster only.
 */
public final class WavePlanner {

  private WavePlanner() {}

  /**
   * How far a location has come.
   *
   * @param name its name
   * @param cluster the cluster that runs it
   * @param sequence the number of the revision that its cluster has; 0 where none is known
   * @param acknowledged replicas that serve that revision
   * @param total replicas that there are
   * @param refusal what a gateway says against it; empty where none does
   */
  public record Stage(
      String name,
      String cluster,
      long sequence,
      int acknowledged,
      int total,
      Optional<String> refusal) {

    private boolean hasIt(long wanted) {
      return sequence >= wanted && acknowledged >= total && refusal.isEmpty();
    }

    private boolean refuses(long wanted) {
      return sequence >= wanted && refusal.isPresent();
    }
  }

  /** Plans the wave of one revision; it is planned anew whenever a location has come further. */
  public static WavePlan plan(String own, long sequence, Collection<Stage> stages) {
    Set<String> others = new TreeSet<>();
    stages.stream().map(Stage::cluster).filter(name -> !name.equals(own)).forEach(others::add);
    String before = own;
    for (String next : others) {
      List<Stage> waitedFor = in(before, stages);
      Optional<Stage> refusing =
          waitedFor.stream().filter(stage -> stage.refuses(sequence)).findFirst();
      if (refusing.isPresent()) {
        return held(others, next, Reason.WaveStopped, stopped(sequence, next, refusing.get()));
      }
      Optional<Stage> late = waitedFor.stream().filter(stage -> !stage.hasIt(sequence)).findFirst();
      if (late.isPresent()) {
        return held(others, next, Reason.WaveRunning, running(sequence, next, late.get()));
      }
      before = next;
    }
    return WavePlan.FREE;
  }

  private static List<Stage> in(String cluster, Collection<Stage> stages) {
    return stages.stream().filter(stage -> stage.cluster().equals(cluster)).toList();
  }

  private static WavePlan held(Set<String> others, String from, Reason reason, String message) {
    Set<String> held = new TreeSet<>(others);
    held.removeIf(name -> name.compareTo(from) < 0);
    return new WavePlan(held, Optional.of(new WavePlan.State(reason, message)));
  }

  private static String stopped(long sequence, String next, Stage stage) {
    return "revision "
        + sequence
        + " stopped before cluster "
        + next
        + ", at location "
        + stage.name()
        + ": "
        + stage.refusal().orElseThrow()
        + "; mend the object that it names, or set spec.configuration.pin to an older revision";
  }

  private static String running(long sequence, String next, Stage stage) {
    return "revision "
        + sequence
        + " goes to cluster "
        + next
        + " when location "
        + stage.name()
        + " serves it: "
        + (stage.sequence() >= sequence ? stage.acknowledged() : 0)
        + " of "
        + stage.total()
        + " replicas do";
  }
}
