package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.Reason;
import java.util.Optional;
import java.util.Set;

/**
 * Which clusters must wait for a revision.
 *
 * @param held names of the clusters that do not get it yet
 * @param state why they wait; empty where none does
 */
public record WavePlan(Set<String> held, Optional<State> state) {

  /** Nobody waits. */
  public static final WavePlan FREE = new WavePlan(Set.of(), Optional.empty());

  /**
   * Why clusters wait.
   *
   * @param reason whether the wave runs or has stopped
   * @param message how far the revision has come, and what stands in its way
   */
  public record State(Reason reason, String message) {}

  /** Copies the set. */
  public WavePlan {
    held = Set.copyOf(held);
  }
}
