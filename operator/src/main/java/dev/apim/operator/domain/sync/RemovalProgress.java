package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was removed here and is not gone from another cluster yet (B68). It is kept in mind until
 * that cluster has carried it out, or a person lets go of the cluster.
 *
 * @param locations namespace and name of the locations, as they were here
 * @param unreachableSince since when the cluster has not answered; empty while it does
 */
public record RemovalProgress(Set<String> locations, Optional<Instant> unreachableSince) {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Copies and sorts the set. */
  public RemovalProgress {
    locations = new TreeSet<>(locations);
  }

  /**
   * The progress.
   *
   * @param there the locations of which there are copies, as last seen
   * @param wanted those that are to be there
   */
  public static RemovalProgress of(
      Collection<String> there, Collection<String> wanted, Optional<Instant> unreachableSince) {
    Set<String> leaving = new TreeSet<>(there);
    leaving.removeAll(wanted);
    return new RemovalProgress(leaving, unreachableSince);
  }

  /** Whether anything is under way. */
  public boolean isPending() {
    return !locations.isEmpty();
  }

  /** Why, or why not. */
  public Reason reason(Instant now) {
    if (!isPending()) {
      return Reason.NothingLeft;
    }
    return isOrphaned(now) ? Reason.Orphaned : Reason.Removing;
  }

  /** What is the case and what to do. */
  public String message(Instant now) {
    if (!isPending()) {
      return Reason.NothingLeft.meaning();
    }
    String names = String.join(", ", locations);
    if (unreachableSince.isEmpty()) {
      return names + ": removed here, the operator there has not carried it out yet";
    }
    return names
        + ": removed here, and the cluster has not answered since "
        + unreachableSince.get()
        + "; its gateways may still run. It is removed there when the cluster answers; if it never"
        + " will, delete this GatewayCluster";
  }

  /** When the reason changes from time alone. */
  public Optional<Instant> deadline(Instant now) {
    return unreachableSince
        .map(since -> since.plus(PATIENCE))
        .filter(end -> isPending() && end.isAfter(now));
  }

  private boolean isOrphaned(Instant now) {
    return unreachableSince.map(since -> !since.plus(PATIENCE).isAfter(now)).orElse(false);
  }
}
