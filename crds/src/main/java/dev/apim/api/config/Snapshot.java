package dev.apim.api.config;

import java.util.Map;

/**
 * A configuration document split into content-addressed parts.
 *
 * @param hash sha-256 of {@code manifestText}: the revision
 * @param manifest the list of buckets
 * @param manifestText the manifest as canonical JSON
 * @param buckets canonical JSON of each bucket, by its hash
 */
public record Snapshot(
    String hash, Manifest manifest, String manifestText, Map<String, String> buckets) {

  /** Most bytes that travel inside the pointer itself. */
  public static final int INLINE_LIMIT_BYTES = 64 * 1024;

  /** Most uncompressed bytes of one bucket. */
  public static final int BUCKET_LIMIT_BYTES = 512 * 1024;

  /** Copies the map. */
  public Snapshot {
    buckets = Map.copyOf(buckets);
  }

  /** Whether manifest and buckets fit into the pointer. */
  public boolean fitsInline() {
    long bytes = manifestText.length();
    for (BucketReference bucket : manifest.buckets()) {
      bytes += bucket.bytes();
    }
    return bytes <= INLINE_LIMIT_BYTES;
  }
}
