package dev.apim.gateway.metrics;

import dev.apim.gateway.capacity.Capacity;
import dev.apim.gateway.capacity.Capacity.Parts;
import dev.apim.gateway.capacity.Overload;
import dev.apim.gateway.runtime.ActiveRevision;
import dev.apim.gateway.runtime.ServedRevision;
import dev.apim.gateway.settings.GatewaySettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/** The meters of a gateway, each labelled by instance, location, region and zone (B116, B118). */
public final class GatewayMetrics {

  /** Stands for an API where a request was for none. */
  public static final String NO_API = "none";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, ApiMetrics> apis = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger tunnels = new AtomicInteger();
  private final BreakerMetrics breakers = new BreakerMetrics(registry);
  private Meter revisionInfo;
  private String infoHash = "";

  /** Registers what is there from the start. */
  public GatewayMetrics(GatewaySettings settings, ServedRevision served) {
    registry
        .config()
        .commonTags(
            "instance", settings.instance(),
            "location", settings.location(),
            "region", settings.region(),
            "zone", settings.zone());
    Gauge.builder("apim.gateway.in.flight", inFlight, AtomicInteger::get)
        .description("Requests that are being answered.")
        .register(registry);
    Gauge.builder("apim.gateway.websockets", tunnels, AtomicInteger::get)
        .description("WebSockets that are open; each is a request in flight as well.")
        .register(registry);
    Gauge.builder("apim.gateway.revision.sequence", served, GatewayMetrics::sequence)
        .description("Number of the revision that is served; -1 where there is none.")
        .register(registry);
    Gauge.builder("apim.gateway.revision.age", served, GatewayMetrics::ageSeconds)
        .baseUnit("seconds")
        .description("Time since the revision that is served was activated here.")
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
  }

  private static double sequence(ServedRevision served) {
    return served.active().map(revision -> (double) revision.sequence()).orElse(-1.0);
  }

  private static double ageSeconds(ServedRevision served) {
    return served
        .active()
        .map(revision -> Duration.between(revision.activatedAt(), Instant.now()).toMillis() / 1e3)
        .orElse(Double.NaN);
  }

  /** The meters of an API. */
  public ApiMetrics api(String name) {
    ApiMetrics known = apis.get(name);
    return known != null ? known : apis.computeIfAbsent(name, key -> new ApiMetrics(registry, key));
  }

  /** Adds a value that a policy reports by emit-metric. */
  public void policy(String name, double value, List<Map.Entry<String, String>> dimensions) {
    List<Tag> tags =
        dimensions.stream().map(each -> Tag.of(each.getKey(), each.getValue())).toList();
    registry.summary("apim.policy." + name, tags).record(value);
  }

  /** Shows how full the replica is (B50). */
  public void capacity(Capacity capacity) {
    capacityGauge("apim.gateway.capacity", "Highest of all parts.", capacity, Parts::highest)
        .register(registry);
    Map<String, ToIntFunction<Parts>> parts =
        Map.of("processor", Parts::processor, "heap", Parts::heap, "queue", Parts::queue);
    parts.forEach(
        (name, part) ->
            capacityGauge("apim.gateway.capacity.part", "One part of it.", capacity, part)
                .tag("part", name)
                .register(registry));
  }

  private static Gauge.Builder<Capacity> capacityGauge(
      String name, String what, Capacity capacity, ToIntFunction<Parts> part) {
    return Gauge.builder(name, capacity, full -> part.applyAsInt(full.parts()))
        .baseUnit("percent")
        .description("How much of what the replica can do is in use. " + what);
  }

  /** Counts a request that was refused because the replica is full (B119). */
  public void shed(Overload why) {
    Counter.builder("apim.gateway.shed")
        .description("Requests refused with 503 because the replica is full, by reason.")
        .tag("reason", why.tag())
        .register(registry)
        .increment();
  }

  /** Counts what could not be told of a request. */
  public void dropped(String kind) {
    Counter.builder("apim.gateway.telemetry.dropped")
        .description("Lines of the access log and spans that were lost.")
        .tag("kind", kind)
        .register(registry)
        .increment();
  }

  /** A request has come. */
  public void begin() {
    inFlight.incrementAndGet();
  }

  /** A request has gone. */
  public void end() {
    inFlight.decrementAndGet();
  }

  /** Requests that are being answered. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Requests in flight that an answer is waited for, which WebSockets are no more. */
  public int unanswered() {
    return inFlight.get() - tunnels.get();
  }

  /** A WebSocket has been opened. */
  public void tunnelOpened() {
    tunnels.incrementAndGet();
  }

  /** A WebSocket has ended. */
  public void tunnelClosed() {
    tunnels.decrementAndGet();
  }

  /** Names the revision that is served, and forgets the APIs and Backends that it lacks. */
  public synchronized void revision(ActiveRevision revision) {
    breakers.show(revision.routes().backends());
    if (!revision.hash().equals(infoHash)) {
      infoHash = revision.hash();
      if (revisionInfo != null) {
        registry.remove(revisionInfo);
      }
      revisionInfo =
          Gauge.builder("apim.gateway.revision.info", () -> 1)
              .description("1, labelled with the revision that is served.")
              .tag("revision", revision.hash())
              .register(registry);
      retain(revision.routes().apis());
    }
  }

  private void retain(Set<String> names) {
    apis.keySet().stream()
        .filter(name -> !names.contains(name) && !name.equals(NO_API))
        .toList()
        .forEach(name -> apis.remove(name).remove());
  }

  /** All meters in the text format of Prometheus. */
  public String scrape() {
    return registry.scrape();
  }
}
