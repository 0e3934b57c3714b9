package dev.apim.operator.domain.sync;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.BackendEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.PolicyEntry;
import java.util.Set;
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
    Set<String> apis = names(active.apis(), ApiEntry::name);
    apis.removeAll(names(next.apis(), ApiEntry::name));
    Set<String> backends = names(active.backends(), BackendEntry::name);
    backends.removeAll(names(next.backends(), BackendEntry::name));
    Set<String> policies = names(active.policies(), PolicyEntry::name);
    policies.removeAll(names(next.policies(), PolicyEntry::name));
    int before = active.apis().size() + active.backends().size() + active.policies().size();
    return new Removals(apis, backends, policies, before);
  }

  private static <T> Set<String> names(
      java.util.List<T> entries, java.util.function.Function<T, String> name) {
    return entries.stream().map(name).collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The objects that a compile would remove.
   *
   * @param apis names of Api objects
   * @param backends names of Backend objects
   * @param policies names of Policy objects
   * @param before how many objects the active document has
   */
  public record Removals(Set<String> apis, Set<String> backends, Set<String> policies, int before) {

    /** Copies the sets. */
    public Removals {
      apis = Set.copyOf(apis);
      backends = Set.copyOf(backends);
      policies = Set.copyOf(policies);
    }

    /** How many there are. */
    public int count() {
      return apis.size() + backends.size() + policies.size();
    }

    /** Whether they are more than max(10, 20 %) and so wait for a person's word. */
    public boolean isUnusual() {
      return count() > Math.max(ALWAYS_ALLOWED, before * SHARE_ALLOWED);
    }
  }
}
