package dev.apim.gateway.metrics;

import dev.apim.gateway.upstream.Member;
import dev.apim.gateway.upstream.Upstream;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows which Backends are left alone by their circuit breakers (B104), by name only: an address
 * may tell a secret. What a revision no longer has is shown no more.
 */
final class BreakerMetrics {

  private final MeterRegistry registry;
  private final Map<Key, List<Meter>> meters = new HashMap<>();
  private volatile Map<String, Upstream> backends = Map.of();

  private record Key(String backend, boolean pool) {

    /** The members of a pool have other names than its own, even a single one. */
    static Key of(String name, Upstream upstream) {
      return new Key(name, upstream.isPool() || !upstream.first().name().equals(name));
    }
  }

  BreakerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows those of a revision; a gauge that stays is not interrupted. */
  synchronized void show(Map<String, Upstream> served) {
    if (served == backends) {
      return;
    }
    backends = served;
    Set<Key> wanted =
        served.entrySet().stream()
            .filter(entry -> entry.getValue().members().stream().anyMatch(Member::hasBreaker))
            .map(entry -> Key.of(entry.getKey(), entry.getValue()))
            .collect(Collectors.toSet());
    meters.keySet().stream().filter(key -> !wanted.contains(key)).toList().forEach(this::remove);
    wanted.forEach(key -> meters.computeIfAbsent(key, this::register));
  }

  private void remove(Key gone) {
    meters.remove(gone).forEach(registry::remove);
  }

  private List<Meter> register(Key key) {
    return key.pool()
        ? List.of(members(key.backend(), "closed"), members(key.backend(), "open"))
        : List.of(breaker(key.backend()));
  }

  private Meter breaker(String backend) {
    return Gauge.builder("apim.gateway.breaker.open", () -> count(backend, "open"))
        .description("1 while a Backend is left alone by its circuit breaker, else 0.")
        .tag("backend", backend)
        .register(registry);
  }

  private Meter members(String pool, String state) {
    return Gauge.builder("apim.gateway.pool.members", () -> count(pool, state))
        .description("Members of a pool, by the state of their circuit breakers.")
        .tag("backend", pool)
        .tag("breaker", state)
        .register(registry);
  }

  private long count(String backend, String state) {
    Upstream upstream = backends.get(backend);
    List<Member> members = upstream == null ? List.of() : upstream.members();
    long now = System.nanoTime();
    boolean closed = state.equals("closed");
    return members.stream().filter(member -> member.isOpen(now) == closed).count();
  }
}
