package dev.apim.e2e.bench;

import dev.apim.e2e.cluster.AuditEntry;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Requests counted by what they ask for. */
final class Requests {

  private Requests() {}

  /** Counts by verb and kind, e.g. {@code patch gatewaylocations/status}. */
  static Map<String, Object> byKind(Collection<AuditEntry> requests) {
    Map<String, Object> counts = new TreeMap<>();
    for (AuditEntry request : requests) {
      String kind =
          request.subresource().isEmpty()
              ? request.resource()
              : request.resource() + "/" + request.subresource();
      counts.merge(request.verb() + " " + kind, 1, (a, b) -> (int) a + (int) b);
    }
    return counts;
  }
}
