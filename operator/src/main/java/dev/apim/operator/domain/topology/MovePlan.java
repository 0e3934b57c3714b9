package dev.apim.operator.domain.topology;

import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of the gateways of a location in a cluster that is no longer to run it (B68).
 *
 * @param step what to do
 * @param again when to look again, where time alone changes the step
 */
public record MovePlan(Step step, Optional<Instant> again) {

  /** What to do with the gateways here. */
  public enum Step {
    /** There are none. */
    NONE,
    /** They go on as they were accepted last. */
    SERVE,
    /** They drain and go. */
    REMOVE
  }
}
