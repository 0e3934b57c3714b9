package dev.apim.gateway.configuration;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/**
 * Keeps the newest revision while others may follow: one write at a time, what comes meanwhile
 * waits, and only the last of it. A slow disk holds up no swap. Runs on one event loop.
 */
final class CopyWriter {

  private final Vertx vertx;
  private final Consumer<Revision> keep;
  private final Promise<Void> ended = Promise.promise();
  private Revision next;
  private boolean writing;
  private boolean ending;

  /**
   * A writer.
   *
   * @param keep writes, and may block
   */
  CopyWriter(Vertx vertx, Consumer<Revision> keep) {
    this.vertx = vertx;
    this.keep = keep;
  }

  /** Keeps this one soon. */
  void keep(Revision revision) {
    if (writing) {
      next = revision;
      return;
    }
    writing = true;
    vertx
        .executeBlocking(
            () -> {
              keep.accept(revision);
              return null;
            },
            false)
        .onComplete(written -> goOn());
  }

  private void goOn() {
    writing = false;
    Revision waiting = next;
    next = null;
    if (waiting != null) {
      keep(waiting);
    } else if (ending) {
      ended.tryComplete();
    }
  }

  /** Completes once all that was to be kept is; nothing more comes. */
  Future<Void> end() {
    ending = true;
    if (!writing) {
      ended.tryComplete();
    }
    return ended.future();
  }
}
