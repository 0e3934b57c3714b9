package dev.apim.e2e.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends GET requests at a steady rate to targets in turn, however slow the answers are, and counts
 * what failed. The targets are asked for anew each time, as a load balancer would look at the
 * endpoints.
 */
public final class LoadClient implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final int KEPT_FAILURES = 20;
  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(1);

  private final Supplier<List<URI>> targets;
  private final IntPredicate good;
  private final Duration timeout;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .build();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong open = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicLong> failedByTarget = new ConcurrentHashMap<>();
  private final Histogram latency = new ConcurrentHistogram(HIGHEST_MICROS, 3);

  private LoadClient(Supplier<List<URI>> targets, IntPredicate good, Duration timeout) {
    this.targets = targets;
    this.good = good;
    this.timeout = timeout;
  }

  /** Starts the load; 2xx is success and ten seconds are too long. */
  public static LoadClient start(Supplier<List<URI>> targets, int requestsPerSecond) {
    LoadClient client = new LoadClient(targets, status -> status / 100 == 2, ANSWER_LIMIT);
    long periodMicros = TimeUnit.SECONDS.toMicros(1) / requestsPerSecond;
    client.clock.scheduleAtFixedRate(client::send, 0, periodMicros, TimeUnit.MICROSECONDS);
    return client;
  }

  private void send() {
    long number = sent.incrementAndGet();
    try {
      List<URI> now = targets.get();
      if (now.isEmpty()) {
        fail("none", "no target");
        return;
      }
      URI target = now.get((int) (number % now.size()));
      long start = System.nanoTime();
      open.incrementAndGet();
      http.sendAsync(
              HttpRequest.newBuilder(target).timeout(timeout).build(),
              HttpResponse.BodyHandlers.discarding())
          .whenComplete((answer, failure) -> finish(target, start, answer, failure));
    } catch (RuntimeException e) {
      fail("none", e.toString());
    }
  }

  private void finish(URI target, long start, HttpResponse<Void> answer, Throwable failure) {
    open.decrementAndGet();
    long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
    latency.recordValue(Math.min(micros, HIGHEST_MICROS));
    if (failure != null) {
      fail(target.getAuthority(), target + " " + failure);
    } else if (!good.test(answer.statusCode())) {
      fail(target.getAuthority(), target + " status " + answer.statusCode());
    }
  }

  private void fail(String target, String reason) {
    failed.incrementAndGet();
    failedByTarget.computeIfAbsent(target, any -> new AtomicLong()).incrementAndGet();
    if (failures.size() < KEPT_FAILURES) {
      failures.add(Instant.now() + " " + reason);
    }
  }

  /** What became of the requests so far; those on their way are not in it. */
  public LoadReport report() {
    return new LoadReport(
        sent.get() - open.get(),
        failed.get(),
        List.copyOf(failures),
        byTarget(),
        latency.getValueAtPercentile(50) / 1000.0,
        latency.getValueAtPercentile(99) / 1000.0,
        latency.getMaxValue() / 1000.0);
  }

  private Map<String, Long> byTarget() {
    return failedByTarget.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().get()));
  }

  /** Stops sending, waits for the answers still on their way, and reports. */
  public LoadReport stop() {
    clock.shutdown();
    org.awaitility.Awaitility.await()
        .atMost(timeout.plusSeconds(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> open.get() == 0);
    return report();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
