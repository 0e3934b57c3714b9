package dev.apim.policy.program;

/** One compiled policy. */
interface Step {

  /** What happens after a step. */
  enum After {
    NEXT,
    /** The step resumes the run itself. */
    WAIT,
    /** There is a response for the client. */
    ANSWER
  }

  After run(SectionRun run);
}
