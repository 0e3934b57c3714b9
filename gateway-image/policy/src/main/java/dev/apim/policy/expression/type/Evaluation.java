package dev.apim.policy.expression.type;

/** One evaluation of an expression as library code sees it: what it may read and may spend. */
public interface Evaluation {

  /** The object behind the name {@code context}. */
  Object context();

  /**
   * Pays for work done in a loop or on long text; one unit is about one element.
   *
   * @throws LimitException when the expression has spent all
   */
  void spend(long work);
}
