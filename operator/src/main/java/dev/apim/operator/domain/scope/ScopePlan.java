package dev.apim.operator.domain.scope;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who works where: of the operators that are set to the same namespace, the one that was there
 * first. A namespace never has two, so that none undoes what another does.
 *
 * @param own the claim of this operator
 * @param others the claims of others that overlap with it and hold, by owner
 */
public record ScopePlan(Claim own, List<Claim> others) {

  /** Copies the list. */
  public ScopePlan {
    others = List.copyOf(others);
  }

  /** Finds the others that matter among all claims of the cluster. */
  public static ScopePlan of(Claim own, Collection<Claim> claims, Instant now) {
    return new ScopePlan(
        own,
        claims.stream()
            .filter(claim -> !claim.owner().equals(own.owner()))
            .filter(claim -> claim.holds(now))
            .filter(claim -> !claim.shared(own).isEmpty())
            .sorted(Comparator.comparing(Claim::owner))
            .toList());
  }

  /** The other operator that works in a namespace; empty where this one does. */
  public Optional<String> holder(String namespace) {
    return others.stream()
        .filter(other -> other.precedes(own, namespace))
        .map(Claim::owner)
        .findFirst();
  }

  /** Whether another operator is set to any namespace of this one's. */
  public boolean shared() {
    return !others.isEmpty();
  }

  /** Whether this one leaves any of its namespaces to another. */
  public boolean standsBack() {
    return others.stream().anyMatch(other -> !left(other).isEmpty());
  }

  /** Whether nothing is left for this one to work in. */
  public boolean idle() {
    return own.since().keySet().stream().allMatch(namespace -> holder(namespace).isPresent());
  }

  /** What is shared with whom, and who works there, in words. */
  public String message() {
    if (!shared()) {
      return "no other operator of this cluster is set to namespaces of this one";
    }
    return others.stream().map(this::describe).collect(Collectors.joining("; "))
        + "; set watchNamespaces of the releases so that none is in two";
  }

  private String describe(Claim other) {
    Set<String> left = left(other);
    Set<String> kept = new TreeSet<>(other.shared(own));
    kept.removeAll(left);
    String who = "the operator in namespace " + other.owner();
    if (kept.isEmpty()) {
      return who
          + " works in "
          + names(left)
          + " too and was there first: this one does nothing there";
    }
    String back = who + " is set to " + names(kept) + " too and leaves it to this one";
    return left.isEmpty() ? back : back + ", and was first in " + names(left);
  }

  private Set<String> left(Claim other) {
    return other.shared(own).stream()
        .filter(namespace -> other.precedes(own, namespace))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String names(Set<String> namespaces) {
    return namespaces.contains(Claim.ALL) ? "all namespaces" : String.join(", ", namespaces);
  }
}
