package dev.apim.e2e.proxy;

import java.time.Instant;
import java.util.Set;

/**
 * One request of the operator.
 *
 * @param at when it arrived
 * @param path with its query
 */
public record ApiRequest(Instant at, String method, String path) {
  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** Whether it changes stored objects, but for the leader's Lease and Events. */
  public boolean isWrite() {
    return WRITES.contains(method)
        && !isLease()
        && !path.contains("/events")
        && !path.contains("reviews");
  }

  /** Whether it is about a Lease; a proxy that refuses those ends a leader. */
  public boolean isLease() {
    return path.contains("/leases");
  }

  /** Whether it asks for a stream of changes. */
  public boolean isWatch() {
    return path.contains("watch=true");
  }

  /** Whether it reads a collection from the API server's memory, as informers do. */
  public boolean isList() {
    return method.equals("GET") && path.contains("resourceVersion=") && !isWatch();
  }
}
