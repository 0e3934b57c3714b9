package dev.apim.e2e.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work that is done at the same time, a thread for each part. */
public final class AtOnce {

  private AtOnce() {}

  /**
   * Returns when all have ended.
   *
   * @throws AssertionError with what failed first; the others are told with it
   */
  public static void run(List<Runnable> parts) {
    ExecutorService threads = Executors.newFixedThreadPool(parts.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      parts.forEach(part -> running.add(threads.submit(part)));
      List<Throwable> failures = new ArrayList<>();
      for (Future<?> part : running) {
        try {
          part.get();
        } catch (ExecutionException e) {
          failures.add(e.getCause());
        }
      }
      fail(failures, parts.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void fail(List<Throwable> failures, int parts) {
    if (failures.isEmpty()) {
      return;
    }
    AssertionError error =
        new AssertionError(failures.size() + " of " + parts + " parts failed", failures.get(0));
    failures.stream().skip(1).forEach(error::addSuppressed);
    throw error;
  }
}
