package dev.apim.gateway.policies;

import dev.apim.gateway.backends.Connector;
import dev.apim.gateway.metrics.GatewayMetrics;
import dev.apim.policy.host.Callback;
import dev.apim.policy.host.Failure;
import dev.apim.policy.host.Host;
import dev.apim.policy.host.Metric;
import dev.apim.policy.host.OutgoingRequest;
import dev.apim.policy.state.CacheStore;
import dev.apim.policy.state.ConcurrencyLimits;
import dev.apim.policy.state.CounterStore;
import dev.apim.policy.token.KeyDirectory;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The gateway as the programs of one event loop see it. */
final class LoopHost implements Host {

  private static final Duration KEYS_TIMEOUT = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Context context;
  private final SharedState shared;
  private final GatewayMetrics metrics;
  private final OwnRequests requests;
  private final KeyDirectory keys;
  private final Identity identity;
  private final WorkerExecutor workers;

  /** To be made on the event loop. */
  LoopHost(Vertx vertx, Connector connector, SharedState shared, GatewayMetrics metrics) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.shared = shared;
    this.metrics = metrics;
    this.workers =
        vertx.createSharedWorkerExecutor(
            "policies", Runtime.getRuntime().availableProcessors(), 10, TimeUnit.SECONDS);
    this.requests = new OwnRequests(vertx, connector);
    this.keys = new KeyDirectory(this::fetch, shared.clock());
    this.identity = new Identity(shared.identity(), vertx, requests, shared.clock());
  }

  Vertx vertx() {
    return vertx;
  }

  OwnRequests requests() {
    return requests;
  }

  private void fetch(String url, Callback<byte[]> done) {
    requests.send(
        new OutgoingRequest("GET", url, Map.of(), null, KEYS_TIMEOUT, null, null),
        new Callback<>() {
          @Override
          public void done(GatewayResponse answer) {
            if (answer.status() == 200) {
              done.done(answer.body().bytes(true));
            } else {
              failed(new Failure("KeysUnavailable", url + " answers " + answer.status(), 500));
            }
          }

          @Override
          public void failed(Failure failure) {
            done.failed(failure);
          }
        });
  }

  @Override
  public CounterStore counters() {
    return shared.counters();
  }

  @Override
  public CacheStore cache() {
    return shared.cache();
  }

  @Override
  public ConcurrencyLimits concurrency() {
    return shared.concurrency();
  }

  @Override
  public KeyDirectory keys() {
    return keys;
  }

  @Override
  public void token(String resource, String clientId, Callback<String> done) {
    identity.token(resource, clientId, done);
  }

  @Override
  public void emit(Metric metric) {
    String name =
        metric.namespace().isBlank() ? metric.name() : metric.namespace() + "." + metric.name();
    metrics.policy(name, metric.value(), List.copyOf(metric.dimensions().entrySet()));
  }

  @Override
  public Executor thread() {
    return action -> context.runOnContext(now -> action.run());
  }

  @Override
  public Optional<Executor> workers() {
    return Optional.of(
        action ->
            workers.executeBlocking(
                () -> {
                  action.run();
                  return null;
                },
                false));
  }

  @Override
  public void after(Duration delay, Runnable action) {
    vertx.setTimer(Math.max(1, delay.toMillis()), due -> action.run());
  }

  @Override
  public Instant now() {
    return shared.clock().instant();
  }
}
