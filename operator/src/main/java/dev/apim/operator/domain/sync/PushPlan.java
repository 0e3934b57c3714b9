package dev.apim.operator.domain.sync;

import java.util.List;

/**
 * What to write to a target for one instance, and what its user should know. No steps: the target
 * holds all that it may hold.
 */
public record PushPlan(List<PushStep> steps, List<PushFinding> findings) {

  /** Copies the lists. */
  public PushPlan {
    steps = List.copyOf(steps);
    findings = List.copyOf(findings);
  }
}
