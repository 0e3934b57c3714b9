package dev.apim.gateway.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.apim.api.config.SecretData;
import java.util.Map;

/**
 * The parts of a snapshot, as they travel and as they are kept.
 *
 * @param hash sha-256 of {@code manifest}
 * @param sequence number under which it was published
 * @param publishedAt when, as the holder wrote it
 * @param manifest canonical JSON
 * @param buckets canonical JSON by hash
 * @param secrets what the Secrets hold that the manifest names; kept apart from all that is written
 */
record Revision(
    String hash,
    long sequence,
    String publishedAt,
    String manifest,
    Map<String, String> buckets,
    @JsonIgnore SecretData secrets) {

  Revision {
    buckets = buckets == null ? Map.of() : Map.copyOf(buckets);
    secrets = secrets == null ? SecretData.empty() : secrets;
  }

  Revision with(SecretData found) {
    return new Revision(hash, sequence, publishedAt, manifest, buckets, found);
  }
}
