package dev.apim.e2e.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Measures how long a change takes until each of several addresses answers 200. */
public final class Arrivals implements AutoCloseable {
  /** One request at this interval to all addresses together: asking must not slow what it asks. */
  private static final Duration INTERVAL = Duration.ofMillis(5);

  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(1);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(REQUEST_LIMIT)
          .build();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * Makes the change and returns, per address, the milliseconds from its beginning to the first
   * 200. An address that never answers so is left out.
   */
  public Map<URI, Double> after(Runnable change, List<URI> addresses, Duration limit) {
    long start = System.nanoTime();
    long end = start + limit.toNanos();
    long pauseNanos = INTERVAL.toNanos() * addresses.size();
    Map<URI, CompletableFuture<Double>> arrivals = new LinkedHashMap<>();
    for (URI address : addresses) {
      arrivals.put(
          address,
          CompletableFuture.supplyAsync(() -> await(address, start, end, pauseNanos), threads));
    }
    change.run();
    Map<URI, Double> millis = new LinkedHashMap<>();
    arrivals.forEach(
        (address, arrival) -> {
          if (arrival.join() >= 0) {
            millis.put(address, arrival.join());
          }
        });
    return millis;
  }

  /** The status of one request; -1 where nothing answers. */
  public int status(URI address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(REQUEST_LIMIT).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private double await(URI address, long start, long end, long pauseNanos) {
    while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
      if (status(address) == 200) {
        return (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
      }
      LockSupport.parkNanos(pauseNanos);
    }
    return -1;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
