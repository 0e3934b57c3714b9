package dev.apim.policy.step;

import java.util.Set;

/**
 * What a program asks for before it runs.
 *
 * @param requestBody whether the request's body must be in memory before it starts
 * @param responseBody whether the backend's body must be in memory when forward is done
 * @param backends ids of Backends that it names
 * @param certificates ids of certificates that it names
 */
public record Needs(
    boolean requestBody, boolean responseBody, Set<String> backends, Set<String> certificates) {

  public Needs {
    backends = Set.copyOf(backends);
    certificates = Set.copyOf(certificates);
  }
}
