package dev.apim.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The meters of one API, made when first needed and kept, so that counting is cheap. */
public final class ApiMetrics {

  private static final String[] CODES = {"cancelled", "1xx", "2xx", "3xx", "4xx", "5xx"};
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final String api;
  private final AtomicReferenceArray<Timer> requests = new AtomicReferenceArray<>(CODES.length);
  private final AtomicReferenceArray<Counter> errors =
      new AtomicReferenceArray<>(BackendError.values().length);
  private final Map<String, Counter> policies = new ConcurrentHashMap<>();
  private final AtomicReference<Timer> backend = new AtomicReference<>();

  ApiMetrics(MeterRegistry registry, String api) {
    this.registry = registry;
    this.api = api;
  }

  /**
   * Counts a request.
   *
   * @param status the answer; 0 where the client left before it
   */
  public void answered(int status, long nanos) {
    int index = Math.min(status / 100, CODES.length - 1);
    Timer timer = requests.get(index);
    if (timer == null) {
      timer =
          timer("apim.gateway.requests", "Requests by API and class of the answer.")
              .tag("code", CODES[index])
              .register(registry);
      requests.set(index, timer);
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Counts an answer of the backend. */
  public void backendAnswered(long nanos) {
    Timer timer = backend.get();
    if (timer == null) {
      timer =
          timer("apim.gateway.backend.requests", "Requests to backends, until an answer begins.")
              .register(registry);
      backend.set(timer);
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Counts a backend that did not answer (B115). */
  public void backendFailed(BackendError error) {
    Counter counter =
        Counter.builder("apim.gateway.backend.errors")
            .description("Requests that a backend did not answer, apart from the gateway's own.")
            .tag("api", api)
            .tag("error", error.tag())
            .register(registry);
    errors.set(error.ordinal(), counter);
    counter.increment();
  }

  /**
   * Counts a policy that failed, the gateway's own errors and refusals (B115).
   *
   * @param policy its name
   * @param reason as context.LastError has it
   */
  public void policyFailed(String policy, String reason) {
    policies
        .computeIfAbsent(
            policy + " " + reason,
            key ->
                Counter.builder("apim.gateway.policy.errors")
                    .description("Policies that failed or refused, by name and reason.")
                    .tag("api", api)
                    .tag("policy", String.valueOf(policy))
                    .tag("reason", String.valueOf(reason))
                    .register(registry))
        .increment();
  }

  private Timer.Builder timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .tag("api", api)
        .serviceLevelObjectives(BOUNDS);
  }

  void remove() {
    List<Meter> meters = new ArrayList<>(policies.values());
    meters.add(backend.get());
    for (int i = 0; i < requests.length(); i++) {
      meters.add(requests.get(i));
    }
    for (int i = 0; i < errors.length(); i++) {
      meters.add(errors.get(i));
    }
    meters.stream().filter(Objects::nonNull).forEach(registry::remove);
  }
}
