package dev.apim.policy.expression.check;

import java.util.List;
import java.util.Set;

/**
 * An expression after checking.
 *
 * @param findings what is wrong with it; only without any may it be planned
 * @param slots places that one evaluation needs
 * @param members library members in use, as {@code Type.Member}: what must be at hand beforehand
 */
public record Checked(BoundStatement body, List<Finding> findings, int slots, Set<String> members) {

  public Checked {
    findings = List.copyOf(findings);
    members = Set.copyOf(members);
  }
}
