package dev.apim.operator.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Does several requests to one API server at a time, so that a revision of many buckets costs a few
 * round trips instead of one for each. Threads end when there is nothing to do.
 */
public final class SideBySide implements AutoCloseable {

  private static final int MOST_AT_ONCE = 4;
  private static final int IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;

  /** Starts no thread yet; those that it needs carry the name. */
  public SideBySide(String name) {
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST_AT_ONCE - 1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Threads.named(name),
            new ThreadPoolExecutor.CallerRunsPolicy());
  }

  /**
   * Does it for each and returns when all are done.
   *
   * @throws RuntimeException the first that any of them threw
   */
  public <T> void forEach(List<T> items, Consumer<T> action) {
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (T item : items.subList(0, Math.max(0, items.size() - 1))) {
      running.add(CompletableFuture.runAsync(() -> action.accept(item), threads));
    }
    RuntimeException failure = null;
    try {
      if (!items.isEmpty()) {
        action.accept(items.get(items.size() - 1));
      }
    } catch (RuntimeException e) {
      failure = e;
    }
    try {
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      failure = failure == null && e.getCause() instanceof RuntimeException r ? r : failure;
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
