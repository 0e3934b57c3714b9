package dev.apim.gateway.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.api.config.BucketReference;
import dev.apim.api.config.Gzip;
import dev.apim.api.config.Manifest;
import dev.apim.api.config.SecretData;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.v1alpha1.InlineSnapshot;
import dev.apim.gateway.kubernetes.ApiServerClient;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Reads the snapshot that a pointer names: from the pointer itself where it is small, else the
 * manifest and those buckets that are not here already.
 */
final class SnapshotReader {

  private static final String GROUP = "/apis/apim.dev/v1alpha1/namespaces/";
  private static final int PARALLEL_READS = 4;

  private final ApiServerClient client;
  private final String objects;
  private final String instance;
  private final SecretsReader secrets;

  SnapshotReader(ApiServerClient client, String namespace, String instance) {
    this.client = client;
    this.objects = GROUP + namespace + "/";
    this.instance = instance;
    this.secrets = new SecretsReader(client, namespace);
  }

  /**
   * Reads a snapshot whole.
   *
   * @param inline content that came with the pointer; null where none did
   * @param here buckets that need no read, by hash
   * @param secretsHere Secrets that need no read
   */
  Future<Revision> read(
      String hash,
      long sequence,
      String publishedAt,
      InlineSnapshot inline,
      Map<String, String> here,
      SecretData secretsHere) {
    return parts(hash, sequence, publishedAt, inline, here)
        .compose(
            revision ->
                secrets
                    .read(SnapshotCodec.manifest(hash, revision.manifest()).secrets(), secretsHere)
                    .map(revision::with));
  }

  private Future<Revision> parts(
      String hash,
      long sequence,
      String publishedAt,
      InlineSnapshot inline,
      Map<String, String> here) {
    if (inline != null) {
      return Future.succeededFuture(
          new Revision(hash, sequence, publishedAt, inline.manifest(), inline.buckets(), null));
    }
    return client
        .get(objects + "configurationsnapshots/" + instance + "-" + hash)
        .compose(
            snapshot -> {
              String manifest = snapshot.path("spec").path("manifest").asText();
              return buckets(SnapshotCodec.manifest(hash, manifest), here)
                  .map(all -> new Revision(hash, sequence, publishedAt, manifest, all, null));
            });
  }

  private Future<Map<String, String>> buckets(Manifest manifest, Map<String, String> here) {
    Map<String, String> buckets = new HashMap<>();
    List<String> missing = new ArrayList<>();
    for (BucketReference reference : manifest.buckets()) {
      String text = here.get(reference.hash());
      if (text == null) {
        missing.add(reference.hash());
      } else {
        buckets.put(reference.hash(), text);
      }
    }
    Iterator<String> queue = missing.iterator();
    List<Future<Void>> readers = new ArrayList<>();
    for (int i = 0; i < PARALLEL_READS; i++) {
      readers.add(readNext(queue, buckets));
    }
    return Future.all(readers).map(all -> buckets);
  }

  private Future<Void> readNext(Iterator<String> queue, Map<String, String> buckets) {
    if (!queue.hasNext()) {
      return Future.succeededFuture();
    }
    String hash = queue.next();
    return client
        .get(objects + "configurationbuckets/" + instance + "-" + hash)
        .compose(
            bucket -> {
              buckets.put(hash, unpack(bucket));
              return readNext(queue, buckets);
            });
  }

  private static String unpack(JsonNode bucket) {
    return Gzip.unpack(bucket.path("spec").path("gzip").asText());
  }
}
