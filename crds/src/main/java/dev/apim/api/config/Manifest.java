package dev.apim.api.config;

import java.util.List;

/**
 * The list of a snapshot's buckets. Its hash is the revision.
 *
 * @param schemaLevel level of the document
 * @param instance name of the instance
 * @param apiBuckets number of buckets over which the APIs are spread, a power of two
 * @param buckets the shared part, then the API buckets that hold anything
 * @param secrets names of the Secrets that carry values of the revision
 */
public record Manifest(
    int schemaLevel,
    String instance,
    int apiBuckets,
    List<BucketReference> buckets,
    List<String> secrets) {

  /** Copies the lists. */
  public Manifest {
    buckets = buckets == null ? List.of() : List.copyOf(buckets);
    secrets = secrets == null ? List.of() : List.copyOf(secrets);
  }
}
