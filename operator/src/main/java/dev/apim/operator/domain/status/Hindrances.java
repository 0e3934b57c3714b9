package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.Excerpt;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What keeps children of a location from being made or changed that only a user can remove.
 *
 * @param taken kinds and names of children that strangers' objects stand in the way of
 * @param refused why the cluster does not take children, in its own words
 */
public record Hindrances(Set<String> taken, Set<String> refused) {

  /** There are none. */
  public static final Hindrances NONE = new Hindrances(Set.of(), Set.of());

  private static final int MOST_TOLD = 3;
  private static final int LONGEST = 400;

  /** Copies and sorts the sets. */
  public Hindrances {
    taken = new TreeSet<>(taken);
    refused = new TreeSet<>(refused);
  }

  /** Whether there are any. */
  public boolean any() {
    return !taken.isEmpty() || !refused.isEmpty();
  }

  Reason reason() {
    return taken.isEmpty() ? Reason.ChildRefused : Reason.NameTaken;
  }

  /** What is the case and what to do. */
  String message() {
    return taken.isEmpty()
        ? "the cluster refuses what the location asks for: " + words()
        : String.join(", ", taken)
            + " in this namespace is not the operator's and is left as it is; delete or rename it,"
            + " or give the location another name";
  }

  private String words() {
    List<String> shortened =
        refused.stream()
            .map(text -> text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...")
            .toList();
    return Excerpt.of(shortened, MOST_TOLD, "; ");
  }
}
