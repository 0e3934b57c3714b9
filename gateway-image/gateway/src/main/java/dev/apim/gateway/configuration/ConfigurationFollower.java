package dev.apim.gateway.configuration;

import dev.apim.api.config.SecretData;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.config.SnapshotDamagedException;
import dev.apim.api.v1alpha1.HistoryEntry;
import dev.apim.gateway.kubernetes.ApiServerClient;
import dev.apim.gateway.router.RevisionBuilder;
import dev.apim.gateway.router.RevisionRefusedException;
import dev.apim.gateway.runtime.ActiveRevision;
import dev.apim.gateway.runtime.ServedRevision;
import dev.apim.gateway.settings.GatewaySettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves what the pointer says (B53): loads a revision, builds it whole, swaps it in, keeps a copy.
 * A revision that cannot be served is refused whole and the old one stays. A gateway with none
 * takes its own copy, else the newest of the history that it can serve. Runs on one event loop.
 */
public final class ConfigurationFollower {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFollower.class);
  private static final long FIRST_RETRY_MILLIS = 200;
  private static final long LAST_RETRY_MILLIS = 10_000;
  private static final long PATIENCE_MILLIS = 3_000;
  private static final int QUIET_ATTEMPTS = 5;

  private final Vertx vertx;
  private final String instance;
  private final ServedRevision served;
  private final RevisionListener listener;
  private final RevisionLoader loader;
  private final LocalCopy copy;
  private final CopyWriter copies;
  private final Trial trial;
  private final PointerSource source;
  private final long trialMillis;
  private Map<String, String> buckets = Map.of();
  private SecretData secrets = SecretData.empty();
  private Pointer wanted;
  private String refusedHash = "";
  private String errors = "";
  private boolean loading;
  private boolean stopped;
  private Future<?> copyTried;
  private int attempts;

  /** Wires the parts; {@link #start} begins. */
  public ConfigurationFollower(
      Vertx vertx,
      ApiServerClient client,
      GatewaySettings settings,
      ServedRevision served,
      RevisionBuilder builder,
      RevisionListener listener) {
    this.vertx = vertx;
    this.instance = settings.instance();
    this.served = served;
    this.listener = listener;
    this.copy = new LocalCopy(settings.dataDirectory(), settings.copyKey());
    this.copies = new CopyWriter(vertx, copy::save);
    this.trial = new Trial(settings.dataDirectory());
    this.loader =
        new RevisionLoader(
            vertx, new SnapshotReader(client, settings.namespace(), instance), builder, trial);
    this.trialMillis = settings.trial().toMillis();
    this.source =
        new PointerSource(
                vertx, client, settings.namespace(), instance, settings.relist(), this::consider)
            .onFailure(failure -> useCopy(true));
  }

  /** Begins: the API server first, and the copy where that does not answer soon. */
  public void start() {
    vertx
        .executeBlocking(
            () -> {
              trial.load();
              return null;
            })
        .onComplete(
            loaded -> {
              source.start();
              vertx.setTimer(PATIENCE_MILLIS, waited -> useCopy(true));
            });
  }

  /** Ends, once what is served is kept; it stays as it is. */
  public Future<Void> stop() {
    stopped = true;
    source.stop();
    trial.leave();
    return copies.end();
  }

  private void consider(Pointer pointer) {
    boolean other = wanted == null || !wanted.hash().equals(pointer.hash());
    wanted = pointer;
    if (other) {
      attempts = 0;
    }
    if (!loading && (other || attempts == 0)) {
      follow();
    }
  }

  private void follow() {
    Pointer pointer = wanted;
    ActiveRevision active = served.active().orElse(null);
    if (active != null && active.hash().equals(pointer.hash())) {
      renumber(active, pointer);
      return;
    }
    if (pointer.hash().equals(refusedHash) && active != null) {
      return;
    }
    loading = true;
    loader
        .load(
            pointer.hash(),
            pointer.sequence(),
            publishedAt(pointer),
            pointer.spec().active().inline(),
            buckets,
            secrets)
        .onComplete(
            result -> {
              loading = false;
              if (result.failed()) {
                failed(pointer, result.cause());
              } else if (isStillWanted(pointer)) {
                attempts = 0;
                activate(result.result());
              }
              if (!isStillWanted(pointer)) {
                follow();
              }
            });
  }

  private boolean isStillWanted(Pointer pointer) {
    return wanted.hash().equals(pointer.hash());
  }

  private static String publishedAt(Pointer pointer) {
    return pointer.spec().active().publishedAt();
  }

  private void renumber(ActiveRevision active, Pointer pointer) {
    if (active.sequence() != pointer.sequence() || !errors.isEmpty()) {
      served.activate(active.renumbered(pointer.sequence(), publishedAt(pointer)));
      report("");
    }
  }

  private void report(String now) {
    errors = now;
    listener.changed(served.active(), now);
  }

  private void activate(RevisionLoader.Loaded loaded) {
    Revision revision = loaded.revision();
    ActiveRevision active =
        new ActiveRevision(
            revision.hash(),
            revision.sequence(),
            revision.publishedAt(),
            Instant.now(),
            loaded.routes());
    served.activate(active);
    buckets = revision.buckets();
    secrets = revision.secrets();
    LOG.info("Serving revision {} (sequence {})", revision.hash(), revision.sequence());
    report(wanted == null || wanted.hash().equals(active.hash()) ? "" : errors);
    copies.keep(revision);
    vertx.setTimer(trialMillis, healthy -> trial.passed(revision.hash()));
  }

  private void failed(Pointer pointer, Throwable failure) {
    String why = "revision " + pointer.hash() + ": " + failure.getMessage();
    if (failure instanceof RevisionRefusedException) {
      if (!refusedHash.equals(pointer.hash())) {
        LOG.warn("Refusing {}", why);
      }
      refusedHash = pointer.hash();
      report(why);
      if (trial.isSuspect(pointer.hash())) {
        double spread = ThreadLocalRandom.current().nextDouble(1, 3);
        vertx.setTimer((long) (trialMillis * spread), later -> tryAgain(pointer));
      }
    } else {
      retry(pointer, why, isDamage(failure));
    }
    useCopy(false).onComplete(tried -> useHistory(pointer));
  }

  /** A suspect is tried once more, at another time on each replica. */
  private void tryAgain(Pointer pointer) {
    if (!stopped && !loading && isStillWanted(pointer) && trial.giveChance(pointer.hash())) {
      LOG.info("Trying revision {} again", pointer.hash());
      refusedHash = "";
      follow();
    }
  }

  private static boolean isDamage(Throwable failure) {
    return failure instanceof SnapshotDamagedException || failure instanceof UncheckedIOException;
  }

  /** A part that is missing may be on its way; one that is damaged may be written again. */
  private void retry(Pointer pointer, String why, boolean damaged) {
    attempts++;
    if (damaged && attempts == 1 || attempts == QUIET_ATTEMPTS) {
      LOG.warn("Cannot load {}", why);
      report(why);
    }
    long delay = Math.min(LAST_RETRY_MILLIS, FIRST_RETRY_MILLIS << Math.min(attempts - 1, 10));
    vertx.setTimer(
        (long) (delay * ThreadLocalRandom.current().nextDouble(0.8, 1.2)),
        fired -> {
          if (!stopped && !loading && attempts > 0 && isStillWanted(pointer)) {
            follow();
          }
        });
  }

  /**
   * Serves the own copy where there is nothing yet.
   *
   * @param alone whether there is no history to take instead of a suspect
   */
  private Future<?> useCopy(boolean alone) {
    if (copyTried != null || served.active().isPresent()) {
      return copyTried == null ? Future.succeededFuture() : copyTried;
    }
    Predicate<String> last = hash -> alone && trial.giveChance(hash);
    copyTried =
        vertx
            .executeBlocking(() -> copy.load(trial::isSuspect).or(() -> copy.load(last.negate())))
            .compose(found -> found.map(loader::build).orElseGet(() -> Future.failedFuture("none")))
            .onSuccess(
                loaded -> {
                  if (served.active().isEmpty() && belongs(loaded.revision())) {
                    LOG.info("Starting from the local copy");
                    activate(loaded);
                  }
                })
            .onFailure(
                failure -> LOG.info("Not starting from a local copy: {}", failure.getMessage()));
    return copyTried;
  }

  private boolean belongs(Revision revision) {
    return SnapshotCodec.manifest(revision.hash(), revision.manifest()).instance().equals(instance);
  }

  private void useHistory(Pointer pointer) {
    List<HistoryEntry> older =
        pointer.spec().history().stream()
            .filter(entry -> !entry.hash().equals(pointer.hash()))
            .toList();
    if (served.active().isEmpty() && refusedHash.equals(pointer.hash())) {
      tryNext(older.iterator());
    }
  }

  private void tryNext(Iterator<HistoryEntry> older) {
    if (served.active().isPresent()) {
      return;
    }
    if (!older.hasNext()) {
      tryAgain(wanted);
      return;
    }
    HistoryEntry entry = older.next();
    loader
        .load(entry.hash(), entry.sequence(), entry.publishedAt(), null, buckets, secrets)
        .onSuccess(
            loaded -> {
              if (served.active().isEmpty()) {
                activate(loaded);
              }
            })
        .onFailure(failure -> tryNext(older));
  }
}
