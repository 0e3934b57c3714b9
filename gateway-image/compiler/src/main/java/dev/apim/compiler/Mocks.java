package dev.apim.compiler;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.FragmentEntry;
import dev.apim.api.config.PolicyEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Which Apis may be mocked. What operations answer travels with those alone: it is read by nobody
 * else, and may be as long as all the rest of a document.
 */
final class Mocks {

  private static final String POLICY = "<mock-response";

  private final Set<String> apis = new HashSet<>();
  private boolean all;

  Mocks(List<PolicyEntry> policies, List<FragmentEntry> fragments) {
    Set<String> mocking = new HashSet<>();
    fragments.stream()
        .filter(fragment -> fragment.document().contains(POLICY))
        .forEach(fragment -> mocking.add(fragment.id()));
    policies.stream()
        .filter(
            policy ->
                policy.document().contains(POLICY)
                    || policy.fragments().stream().anyMatch(mocking::contains))
        .forEach(this::add);
  }

  private void add(PolicyEntry policy) {
    if (policy.api() == null) {
      all = true;
    } else {
      apis.add(policy.api());
    }
  }

  /**
   * The entries as they travel.
   *
   * @param bare leaves out of an entry what operations answer
   */
  List<ApiEntry> travelling(List<ApiEntry> entries, UnaryOperator<ApiEntry> bare) {
    return all
        ? entries
        : entries.stream()
            .map(entry -> apis.contains(entry.name()) ? entry : bare.apply(entry))
            .toList();
  }
}
