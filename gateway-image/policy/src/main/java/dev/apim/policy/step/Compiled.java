package dev.apim.policy.step;

/**
 * A step and where it stands.
 *
 * @param scope global, product, api, operation or fragment
 * @param id the policy's own id; null where it has none
 */
public record Compiled(String policy, String path, String scope, String id, Step step) {

  /** True for a forward-request that nobody wrote: the default of the backend section. */
  public boolean isImplicit() {
    return path.isEmpty();
  }
}
