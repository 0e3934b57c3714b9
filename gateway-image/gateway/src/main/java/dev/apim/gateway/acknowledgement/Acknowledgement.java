package dev.apim.gateway.acknowledgement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.gateway.configuration.RevisionListener;
import dev.apim.gateway.kubernetes.ApiServerClient;
import dev.apim.gateway.kubernetes.ApiServerException;
import dev.apim.gateway.runtime.ActiveRevision;
import dev.apim.gateway.settings.GatewaySettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the replica's Lease (B53, B121): written at the first revision, then after each change, but
 * not more often than every 5 s, and once a minute as a heartbeat. Runs on one event loop.
 */
public final class Acknowledgement implements RevisionListener {

  private static final Logger LOG = LoggerFactory.getLogger(Acknowledgement.class);
  private static final Duration LEAST_DISTANCE = Duration.ofSeconds(5);
  private static final Duration HEARTBEAT = Duration.ofSeconds(60);
  private static final double JITTER = 0.1;
  private static final int RELEASED_SECONDS = 1;

  private final Vertx vertx;
  private final ApiServerClient client;
  private final LeaseDocument document;
  private final String collection;
  private final String name;
  private final Duration heartbeat;
  private Optional<ActiveRevision> served = Optional.empty();
  private String errors = "";
  private Instant lastWrite = Instant.MIN;
  private int failures;
  private long timer;
  private boolean writing;
  private boolean changedMeanwhile;
  private boolean released;

  /**
   * Writes nothing before the first {@link #changed}.
   *
   * @param load how busy the replica is, in percent
   */
  public Acknowledgement(
      Vertx vertx, ApiServerClient client, GatewaySettings settings, IntSupplier load) {
    this(vertx, client, settings, load, HEARTBEAT);
  }

  Acknowledgement(
      Vertx vertx,
      ApiServerClient client,
      GatewaySettings settings,
      IntSupplier load,
      Duration heartbeat) {
    this.heartbeat = heartbeat;
    this.vertx = vertx;
    this.client = client;
    this.document = new LeaseDocument(settings, load);
    this.name = settings.replica();
    this.collection = "/apis/coordination.k8s.io/v1/namespaces/" + settings.namespace() + "/leases";
  }

  @Override
  public void changed(Optional<ActiveRevision> nowServed, String nowErrors) {
    served = nowServed;
    errors = nowErrors;
    changedMeanwhile = writing;
    if (!writing && !released && failures == 0) {
      writeIn(untilAllowed());
    }
  }

  /** Lets the Lease run out at once, so that a gateway that left is not counted on. */
  public Future<Void> release() {
    released = true;
    vertx.cancelTimer(timer);
    if (lastWrite.equals(Instant.MIN)) {
      return Future.succeededFuture();
    }
    return client.patch(path(), lease(RELEASED_SECONDS)).mapEmpty();
  }

  private long untilAllowed() {
    if (lastWrite.equals(Instant.MIN)) {
      return 0;
    }
    return Duration.between(Instant.now(), lastWrite.plus(LEAST_DISTANCE)).toMillis();
  }

  private void writeIn(long millis) {
    vertx.cancelTimer(timer);
    if (!released) {
      timer = vertx.setTimer(Math.max(1, millis), fired -> write());
    }
  }

  private void write() {
    writing = true;
    client
        .patch(path(), lease(LeaseDocument.LEASE_SECONDS))
        .recover(this::createIfMissing)
        .onComplete(
            answer -> {
              writing = false;
              if (released) {
                return;
              }
              if (answer.succeeded()) {
                written();
              } else {
                failed(answer.cause());
              }
            });
  }

  private Future<JsonNode> createIfMissing(Throwable failure) {
    return ApiServerException.isNotFound(failure)
        ? client.create(collection, lease(LeaseDocument.LEASE_SECONDS))
        : Future.failedFuture(failure);
  }

  private void written() {
    if (failures > 0) {
      LOG.info("The revision is acknowledged again");
    }
    failures = 0;
    lastWrite = Instant.now();
    writeIn(changedMeanwhile ? untilAllowed() : jittered(heartbeat.toMillis()));
    changedMeanwhile = false;
  }

  private void failed(Throwable failure) {
    if (failures == 0) {
      LOG.info("The revision cannot be acknowledged: {}", failure.getMessage());
    }
    failures = Math.min(failures + 1, 5);
    writeIn(jittered(1000L << (failures - 1)));
  }

  private JsonNode lease(int seconds) {
    return document.of(served, errors, Instant.now(), seconds);
  }

  private String path() {
    return collection + "/" + name;
  }

  private static long jittered(long millis) {
    return (long) (millis * ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER));
  }
}
