package dev.apim.gateway.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Takes records off the event loops: a bounded queue with a thread of its own behind it. */
final class Drain {

  private static final int CAPACITY = 8_192;
  private static final int LARGEST_BATCH = 512;
  private static final long LAST_WORDS_MILLIS = 2_000;

  private final BlockingQueue<RequestRecord> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final Consumer<List<RequestRecord>> sink;
  private final Runnable dropped;
  private final Duration gather;
  private final Thread thread;
  private volatile boolean ending;

  /**
   * Starts the thread.
   *
   * @param gather how long it waits for more before it hands on what is there
   * @param sink may block
   * @param dropped told of each record that found the queue full
   */
  Drain(String name, Duration gather, Consumer<List<RequestRecord>> sink, Runnable dropped) {
    this.sink = sink;
    this.dropped = dropped;
    this.gather = gather;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Never blocks. */
  void offer(RequestRecord record) {
    if (!queue.offer(record)) {
      dropped.run();
    }
  }

  private void run() {
    List<RequestRecord> batch = new ArrayList<>();
    try {
      while (!ending || !queue.isEmpty()) {
        RequestRecord first = queue.poll(gather.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          if (!ending && queue.size() < LARGEST_BATCH) {
            Thread.sleep(gather.toMillis());
          }
          batch.add(first);
          queue.drainTo(batch, LARGEST_BATCH - 1);
          sink.accept(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Hands on what is there, within reason, and ends. */
  void end() throws InterruptedException {
    ending = true;
    thread.join(LAST_WORDS_MILLIS);
    thread.interrupt();
  }
}
