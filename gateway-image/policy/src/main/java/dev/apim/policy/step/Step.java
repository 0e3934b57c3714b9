package dev.apim.policy.step;

/** One compiled policy; immutable, run for any number of exchanges. */
interface Step {

  /** What happens after a step. */
  enum After {
    NEXT,
    /** A callback of the track goes on with it. */
    WAIT,
    /** There is a response for the client. */
    ANSWER
  }

  /**
   * Runs for one exchange.
   *
   * @throws PolicyFailure where the policy itself refuses
   */
  After run(Track track);
}
