package dev.apim.e2e.cluster;

import java.time.Instant;
import java.util.Set;

/**
 * One request as the API server answered it. Absent parts are empty strings.
 *
 * @param user for example {@code system:serviceaccount:NAMESPACE:NAME}
 * @param code HTTP status
 * @param path request path with its query
 */
public record AuditEntry(
    Instant at,
    String stage,
    String user,
    String userAgent,
    String verb,
    String group,
    String resource,
    String subresource,
    String namespace,
    String name,
    int code,
    String path) {
  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");

  /**
   * Whether it changes stored objects; dry runs do not. Token requests and reviews store nothing.
   */
  public boolean isWrite() {
    return WRITES.contains(verb)
        && !path.contains("dryRun=All")
        && !subresource.equals("token")
        && !resource.endsWith("reviews");
  }
}
