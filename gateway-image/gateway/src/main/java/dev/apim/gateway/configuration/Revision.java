package dev.apim.gateway.configuration;

import java.util.Map;

/**
 * The parts of a snapshot, as they travel and as they are kept.
 *
 * @param hash sha-256 of {@code manifest}
 * @param sequence number under which it was published
 * @param publishedAt when, as the holder wrote it
 * @param manifest canonical JSON
 * @param buckets canonical JSON by hash
 */
record Revision(
    String hash, long sequence, String publishedAt, String manifest, Map<String, String> buckets) {

  Revision {
    buckets = buckets == null ? Map.of() : Map.copyOf(buckets);
  }
}
