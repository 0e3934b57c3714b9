package dev.apim.e2e.resilience;

import dev.apim.api.config.Gzip;
import dev.apim.api.config.Manifest;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.config.SnapshotDamagedException;
import dev.apim.e2e.cluster.Cluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pointer makes active: its manifest, buckets and Secrets, as one cluster has them. */
final class ActiveParts {
  private static final String API_VERSION = "apim.dev/v1alpha1";

  private final Cluster cluster;
  private final String namespace;
  private final String instance;

  ActiveParts(Cluster cluster, String namespace, String instance) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.instance = instance;
  }

  /** What keeps a gateway without a copy from serving the active revision; empty if nothing. */
  Optional<String> fault() {
    return fault(active());
  }

  /** The same of a revision (B82). */
  Optional<String> fault(String hash) {
    String text = field("ConfigurationSnapshot", hash, "manifest").orElse(null);
    try {
      Manifest manifest = SnapshotCodec.manifest(hash, text);
      Map<String, String> buckets = new HashMap<>();
      manifest
          .buckets()
          .forEach(
              bucket ->
                  field("ConfigurationBucket", bucket.hash(), "gzip")
                      .map(Gzip::unpack)
                      .ifPresent(content -> buckets.put(bucket.hash(), content)));
      SnapshotCodec.join(hash, text, buckets);
      return manifest.secrets().stream()
          .filter(name -> secret(name).isEmpty())
          .findFirst()
          .map(name -> "Secret " + name + " is missing");
    } catch (SnapshotDamagedException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Whether the Secrets of the active revision have a value. */
  boolean carry(String value) {
    String packed = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    String hash = active();
    return field("ConfigurationSnapshot", hash, "manifest")
        .map(text -> SnapshotCodec.manifest(hash, text).secrets())
        .orElse(List.of())
        .stream()
        .flatMap(name -> secret(name).stream())
        .anyMatch(secret -> secret.getData().containsValue(packed));
  }

  private String active() {
    return Optional.ofNullable(object("GatewayConfiguration", instance))
        .map(pointer -> pointer.<String>get("spec", "active", "hash"))
        .orElse("");
  }

  private Optional<String> field(String kind, String hash, String field) {
    return Optional.ofNullable(object(kind, instance + "-" + hash))
        .map(there -> there.get("spec", field));
  }

  private GenericKubernetesResource object(String kind, String name) {
    return cluster
        .client()
        .genericKubernetesResources(API_VERSION, kind)
        .inNamespace(namespace)
        .withName(name)
        .get();
  }

  private Optional<Secret> secret(String name) {
    return Optional.ofNullable(
        cluster.client().secrets().inNamespace(namespace).withName(name).get());
  }
}
