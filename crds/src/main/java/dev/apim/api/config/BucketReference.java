package dev.apim.api.config;

/**
 * A bucket in the manifest.
 *
 * @param part {@code shared} or {@code apis-<index>}
 * @param hash sha-256 of the uncompressed canonical bytes, in hex
 * @param bytes their number
 */
public record BucketReference(String part, String hash, int bytes) {}
