package dev.apim.operator.domain.sync;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.ConfigurationEntry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Stands between a cache that lacks objects and gateways that serve them: a removal needs proof,
 * and an unusual number of them a person's word.
 */
public final class DeletionGuard {

  private static final int ALWAYS_ALLOWED = 10;
  private static final double SHARE_ALLOWED = 0.2;

  private DeletionGuard() {}

  /** What the active document has and the next one lacks. */
  public static Removals removals(ConfigurationDocument active, ConfigurationDocument next) {
    Map<String, Set<String>> removed = new TreeMap<>();
    Map<String, List<? extends ConfigurationEntry>> after = next.byKind();
    int before = 0;
    for (var kind : active.byKind().entrySet()) {
      before += kind.getValue().size();
      Set<String> left = names(after.get(kind.getKey()));
      Set<String> names = new TreeSet<>();
      for (ConfigurationEntry entry : kind.getValue()) {
        if (!left.contains(entry.name())) {
          names.add(entry.name());
        }
      }
      if (!names.isEmpty()) {
        removed.put(kind.getKey(), names);
      }
    }
    return new Removals(removed, before);
  }

  private static Set<String> names(List<? extends ConfigurationEntry> entries) {
    return entries.stream().map(ConfigurationEntry::name).collect(Collectors.toSet());
  }

  /**
   * The objects that a compile would remove.
   *
   * @param names their names by kind; kinds of which none is removed are left out
   * @param before how many objects the active document has
   */
  public record Removals(Map<String, Set<String>> names, int before) {

    /** Copies the map. */
    public Removals {
      names = Map.copyOf(names);
    }

    /** The names of one kind. */
    public Set<String> of(String kind) {
      return names.getOrDefault(kind, Set.of());
    }

    /** How many there are. */
    public int count() {
      return names.values().stream().mapToInt(Set::size).sum();
    }

    /** Whether they are more than max(10, 20 %) and so wait for a person's word. */
    public boolean isUnusual() {
      return count() > Math.max(ALWAYS_ALLOWED, before * SHARE_ALLOWED);
    }
  }
}
