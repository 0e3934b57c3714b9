package dev.apim.policy.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A response as cache-store keeps it. */
public record CachedResponse(
    int status, String reason, Map<String, List<String>> headers, byte[] body, Instant stored) {

  public CachedResponse {
    headers = Map.copyOf(headers);
  }

  /** About how many bytes it holds. */
  public long size() {
    return 200L
        + body.length
        + headers.entrySet().stream()
            .mapToLong(
                e -> e.getKey().length() + e.getValue().stream().mapToLong(String::length).sum())
            .sum();
  }
}
