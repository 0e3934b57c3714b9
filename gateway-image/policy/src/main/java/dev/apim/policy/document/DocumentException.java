package dev.apim.policy.document;

/** The text has no structure that could be read on: the first fault ends the reading. */
public final class DocumentException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  DocumentException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
