package dev.apim.e2e.gateway;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.Gzip;
import dev.apim.api.config.Snapshot;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.v1alpha1.ActiveRevision;
import dev.apim.api.v1alpha1.ConfigurationBucket;
import dev.apim.api.v1alpha1.ConfigurationBucketSpec;
import dev.apim.api.v1alpha1.ConfigurationSnapshot;
import dev.apim.api.v1alpha1.ConfigurationSnapshotSpec;
import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.InlineSnapshot;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.tools.Home;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Stands for the operator where a test is about the gateway alone: grants what a location's account
 * may, and writes buckets, manifest and pointer in that order.
 */
final class Publisher {

  static final String INSTANCE = "contoso";
  static final String LOCATION = "west";
  static final String ACCOUNT = LOCATION + "-gateway";

  private final Cluster cluster;
  private final String namespace;
  private long sequence;

  Publisher(Cluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
    String crds = Home.tree().resolve("crds").toString();
    cluster.kubectl("apply", "--server-side", "--force-conflicts", "-f", crds).orThrow();
    cluster.kubectl("wait", "--for=condition=Established", "--timeout=30s", "-f", crds).orThrow();
    grant();
  }

  /** The account, with the rights that the operator gives it and no others. */
  void grant() {
    apply(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: west-gateway}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: west-gateway}
        rules:
        - apiGroups: [apim.dev]
          resources: [gatewayconfigurations]
          resourceNames: [contoso]
          verbs: [get, list, watch]
        - apiGroups: [apim.dev]
          resources: [gatewaylocations]
          resourceNames: [west]
          verbs: [get, list, watch]
        - apiGroups: [apim.dev]
          resources: [configurationsnapshots, configurationbuckets]
          verbs: [get]
        - apiGroups: [coordination.k8s.io]
          resources: [leases]
          verbs: [create, get, update, patch]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: west-gateway}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: west-gateway}
        subjects: [{kind: ServiceAccount, name: west-gateway}]
        """);
  }

  private void apply(String yaml) {
    try {
      Path file = Files.createTempFile("account", ".yaml");
      Files.writeString(file, yaml);
      cluster.kubectl("apply", "-n", namespace, "-f", file.toString()).orThrow();
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ConfigurationDocument document(List<ApiEntry> apis) {
    return ConfigurationDocument.of(INSTANCE, List.of(), apis, List.of());
  }

  static ApiEntry api(String name, String path, String url) {
    return new ApiEntry(name, path, List.of(), null, url, null);
  }

  /** Publishes; small documents travel inside the pointer. */
  Snapshot publish(ConfigurationDocument document, int leastBuckets) {
    Snapshot snapshot = SnapshotCodec.split(document, leastBuckets);
    LocalReference instance = new LocalReference(INSTANCE);
    snapshot
        .buckets()
        .forEach(
            (hash, text) -> {
              ConfigurationBucket bucket = named(new ConfigurationBucket(), INSTANCE + "-" + hash);
              bucket.setSpec(
                  new ConfigurationBucketSpec(instance, hash, text.length(), Gzip.pack(text)));
              cluster.client().resource(bucket).createOr(NonDeletingOperation::update);
            });
    ConfigurationSnapshot manifest =
        named(new ConfigurationSnapshot(), INSTANCE + "-" + snapshot.hash());
    manifest.setSpec(
        new ConfigurationSnapshotSpec(
            instance,
            snapshot.hash(),
            snapshot.manifest().schemaLevel(),
            snapshot.buckets().size(),
            snapshot.manifestText()));
    cluster.client().resource(manifest).createOr(NonDeletingOperation::update);
    movePointer(snapshot);
    return snapshot;
  }

  private void movePointer(Snapshot snapshot) {
    InlineSnapshot inline =
        snapshot.fitsInline()
            ? new InlineSnapshot(snapshot.manifestText(), snapshot.buckets())
            : null;
    GatewayConfiguration pointer = named(new GatewayConfiguration(), INSTANCE);
    pointer.setSpec(
        new GatewayConfigurationSpec(
            new LocalReference(INSTANCE),
            new Fence("one", 1L, "here", ++sequence),
            new ActiveRevision(snapshot.hash(), Instant.now().toString(), inline),
            List.of(),
            OriginState.Active));
    cluster.client().resource(pointer).createOr(NonDeletingOperation::update);
  }

  private <T extends HasMetadata> T named(T object, String name) {
    object.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    return object;
  }
}
