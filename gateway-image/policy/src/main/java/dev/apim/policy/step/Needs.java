package dev.apim.policy.step;

import java.util.Set;

/**
 * What a program asks for before it runs.
 *
 * @param requestBody whether the request's body must be in memory before it starts
 * @param responseBody whether the backend's body must be in memory when forward is done
 * @param backends ids of Backends that it names
 * @param namedValues names of the named values that it and its fragments name, certificates too
 * @param fragments ids of the fragments that it includes, also indirectly
 */
public record Needs(
    boolean requestBody,
    boolean responseBody,
    Set<String> backends,
    Set<String> namedValues,
    Set<String> fragments) {

  public Needs {
    backends = Set.copyOf(backends);
    namedValues = Set.copyOf(namedValues);
    fragments = Set.copyOf(fragments);
  }

  /** The same with what its documents are put together from. */
  public Needs with(Set<String> namedValues, Set<String> fragments) {
    return new Needs(requestBody, responseBody, backends, namedValues, fragments);
  }
}
