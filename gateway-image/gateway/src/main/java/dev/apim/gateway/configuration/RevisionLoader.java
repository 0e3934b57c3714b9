package dev.apim.gateway.configuration;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.SecretData;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.v1alpha1.InlineSnapshot;
import dev.apim.gateway.router.RevisionBuilder;
import dev.apim.gateway.router.RevisionRefusedException;
import dev.apim.gateway.router.RoutingTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;

/** Reads a revision and builds what serves it, off the event loops. */
final class RevisionLoader {

  private final Vertx vertx;
  private final SnapshotReader reader;
  private final RevisionBuilder builder;
  private final Trial trial;

  /** A revision and what serves it. */
  record Loaded(Revision revision, RoutingTable routes) {}

  RevisionLoader(Vertx vertx, SnapshotReader reader, RevisionBuilder builder, Trial trial) {
    this.vertx = vertx;
    this.reader = reader;
    this.builder = builder;
    this.trial = trial;
  }

  /**
   * Loads one; fails where it is suspected of having ended the process.
   *
   * @param inline content that came with the pointer; null where none did
   * @param here buckets that need no read, by hash
   * @param secrets those that are here
   */
  Future<Loaded> load(
      String hash,
      long sequence,
      String publishedAt,
      InlineSnapshot inline,
      Map<String, String> here,
      SecretData secrets) {
    if (trial.isSuspect(hash)) {
      return Future.failedFuture(
          new RevisionRefusedException("CrashedOn: the gateway ended while it tried this"));
    }
    return reader.read(hash, sequence, publishedAt, inline, here, secrets).compose(this::build);
  }

  /** Builds what serves a revision and notes that it is tried. */
  Future<Loaded> build(Revision revision) {
    return vertx.executeBlocking(
        () -> {
          ConfigurationDocument document =
              SnapshotCodec.join(revision.hash(), revision.manifest(), revision.buckets());
          Loaded built = new Loaded(revision, builder.build(document, revision.secrets()));
          trial.begin(revision.hash());
          return built;
        });
  }
}
