package dev.apim.operator.domain.rollout;

/** What is done with a unit now. */
public enum UnitStep {
  /** It is created, or made to match its manifest. */
  Apply,
  /** As Apply, with a replica fewer while it lasts: no node has room for one more. */
  ApplyWithoutSurge,
  /** It waits for its turn, and is healed with the template that it has. */
  Hold,
  /** It is no longer wanted and goes. */
  Remove
}
