package dev.apim.operator.domain.rollout;

/** What is done with a unit now. */
public enum UnitStep {
  /** It is created, or made to match its manifest. */
  Apply,
  /** It waits for its turn, untouched. */
  Hold,
  /** It is no longer wanted and goes. */
  Remove
}
