package dev.apim.operator.remote;

import dev.apim.operator.domain.sync.BackOff;
import dev.apim.operator.domain.sync.InstanceKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The queue of one target, with a thread and a back-off of its own, so that a slow or dead region
 * never delays another. An instance waits in it at most once: when its turn comes, the newest
 * publication is taken.
 */
final class TargetQueue implements AutoCloseable {

  private final Consumer<InstanceKey> push;
  private final BiConsumer<InstanceKey, RuntimeException> onFailure;
  private final ScheduledThreadPoolExecutor executor;
  private final Set<InstanceKey> waiting = ConcurrentHashMap.newKeySet();
  private final Map<InstanceKey, BackOff> failing = new ConcurrentHashMap<>();

  /**
   * Starts the thread.
   *
   * @param push pushes one instance; throws what is worth another try
   * @param onFailure told of what it throws, before the back-off
   */
  TargetQueue(
      String name,
      Consumer<InstanceKey> push,
      BiConsumer<InstanceKey, RuntimeException> onFailure) {
    this.push = push;
    this.onFailure = onFailure;
    this.executor = new ScheduledThreadPoolExecutor(1, Threads.named("push-" + name));
    this.executor.setRemoveOnCancelPolicy(true);
    this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Asks for a push; one that waits or backs off already stands for this one too. */
  void mark(InstanceKey key) {
    if (!failing.containsKey(key)) {
      enqueue(key, Duration.ZERO);
    }
  }

  /** Ends every back-off, because the target answers again. */
  void wake() {
    for (InstanceKey key : failing.keySet()) {
      if (!executor.isShutdown()) {
        executor.execute(() -> run(key));
      }
    }
  }

  /** How many instances wait. */
  int depth() {
    return waiting.size();
  }

  private void enqueue(InstanceKey key, Duration delay) {
    if (!executor.isShutdown() && waiting.add(key)) {
      executor.schedule(() -> run(key), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void run(InstanceKey key) {
    waiting.remove(key);
    if (executor.isShutdown()) {
      return;
    }
    try {
      push.accept(key);
      failing.remove(key);
    } catch (RuntimeException e) {
      onFailure.accept(key, e);
      BackOff backOff = failing.getOrDefault(key, BackOff.NONE).failed();
      failing.put(key, backOff);
      enqueue(key, backOff.delay(ThreadLocalRandom.current().nextDouble()));
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
