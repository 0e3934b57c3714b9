package dev.apim.operator.domain.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Says in a line what a revision changes, for the history that people choose from (B53). */
public final class RevisionChanges {

  private static final int MOST_NAMED = 3;
  private static final int LONGEST = 256;

  private RevisionChanges() {}

  /**
   * The line; at most three objects are named.
   *
   * @param before content of the objects of the revision before, by kind and name, "Api orders"
   * @param after the same of the new revision
   */
  public static String of(Map<String, ?> before, Map<String, ?> after) {
    List<String> changes = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      if (!before.containsKey(name)) {
        changes.add(name + " added");
      } else if (!after.containsKey(name)) {
        changes.add(name + " removed");
      } else if (!before.get(name).equals(after.get(name))) {
        changes.add(name + " changed");
      }
    }
    return limited(line(changes));
  }

  /** The line of a revision that was active before and is so again. */
  public static String back(long sequence) {
    return "back to revision " + sequence;
  }

  private static String line(List<String> changes) {
    if (changes.size() <= MOST_NAMED) {
      return String.join(", ", changes);
    }
    return String.join(", ", changes.subList(0, MOST_NAMED))
        + " and "
        + (changes.size() - MOST_NAMED)
        + " more";
  }

  private static String limited(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
