package dev.apim.gateway;

import dev.apim.gateway.capacity.Capacity;
import dev.apim.gateway.capacity.CapacityLimits;
import dev.apim.gateway.configuration.ConfigurationSource;
import dev.apim.gateway.folder.FolderConfiguration;
import dev.apim.gateway.folder.FolderOptions;
import dev.apim.gateway.health.Health;
import dev.apim.gateway.kubernetes.ApiServerAccess;
import dev.apim.gateway.listener.ManagementListener;
import dev.apim.gateway.listener.Observers;
import dev.apim.gateway.listener.TrafficListener;
import dev.apim.gateway.metrics.GatewayMetrics;
import dev.apim.gateway.policies.SharedState;
import dev.apim.gateway.router.ProgramBuilder;
import dev.apim.gateway.runtime.ServedRevision;
import dev.apim.gateway.settings.CapacitySettings;
import dev.apim.gateway.settings.GatewaySettings;
import dev.apim.gateway.telemetry.Telemetry;
import dev.apim.gateway.tls.ServerTls;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway from its start to its end. The end loses no request (B41): first the status path and
 * the readiness probe say no while requests are still served, then the port closes, then those in
 * flight finish.
 */
final class Gateway {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final int WORKERS = 2;
  private static final long MEASURE_MILLIS = 1_000;
  // a starved machine stops an event loop for seconds at the start; that is no fault of a handler
  private static final int BLOCKED_SECONDS = 10;

  private final GatewaySettings settings;
  private final ServedRevision served = new ServedRevision();
  private final Health health = new Health(served);
  private final SharedState shared;
  private final GatewayMetrics metrics;
  private final Capacity capacity;
  private final Telemetry telemetry;
  private final Vertx vertx;
  private final int eventLoops = Runtime.getRuntime().availableProcessors();
  private final List<TrafficListener> traffic = new CopyOnWriteArrayList<>();
  private final ManagementListener management;
  private final Context control;
  private final ConfigurationSource source;

  /** One that serves what its API server says. */
  Gateway(GatewaySettings settings, ApiServerAccess access) {
    this(
        settings,
        gateway ->
            new ClusterConfiguration(
                gateway.vertx,
                settings,
                access,
                gateway.served,
                gateway.metrics,
                gateway.capacity::load,
                new ProgramBuilder(),
                gateway::secure));
  }

  /** One that serves what a folder says. */
  Gateway(GatewaySettings settings, FolderOptions options) {
    this(
        settings,
        gateway ->
            new FolderConfiguration(
                gateway.vertx,
                options,
                gateway.served,
                new ProgramBuilder(),
                gateway.metrics::revision,
                gateway::secure));
  }

  private Gateway(GatewaySettings settings, Function<Gateway, ConfigurationSource> source) {
    this.settings = settings;
    this.shared = new SharedState(settings.identity());
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(eventLoops)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(WORKERS)
                .setMaxEventLoopExecuteTime(BLOCKED_SECONDS)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
                .setAddressResolverOptions(nameResolution(settings))
                .setPreferNativeTransport(true));
    metrics = new GatewayMetrics(settings, served);
    capacity = new Capacity(limits(settings.capacity()), metrics::unanswered);
    metrics.capacity(capacity);
    telemetry = new Telemetry(settings, vertx, metrics::dropped);
    management =
        new ManagementListener(served, health, metrics, telemetry, settings.managementPort());
    control = vertx.getOrCreateContext();
    this.source = source.apply(this);
  }

  private static CapacityLimits limits(CapacitySettings settings) {
    return new CapacityLimits(settings.shedPercent(), settings.queue(), settings.requests());
  }

  /** Several addresses of a name take turns; how long each is kept is the name's own TTL (B97). */
  private static AddressResolverOptions nameResolution(GatewaySettings settings) {
    AddressResolverOptions options =
        new AddressResolverOptions().setRoundRobinInetAddress(true).setQueryTimeout(3_000);
    settings.nameServers().forEach(options::addServer);
    return options;
  }

  /** Opens both ports, then follows the configuration. */
  Future<Void> start() {
    return vertx
        .deployVerticle(management)
        .compose(
            deployed ->
                vertx.deployVerticle(
                    this::newListener, new DeploymentOptions().setInstances(eventLoops)))
        .onSuccess(
            deployed -> {
              control.runOnContext(ready -> source.start());
              control.runOnContext(
                  ready -> vertx.setPeriodic(MEASURE_MILLIS, timer -> capacity.measure()));
              LOG.info("Listening on port {}, management on {}", port(), management.port());
            })
        .mapEmpty();
  }

  private TrafficListener newListener() {
    TrafficListener listener =
        new TrafficListener(
            served,
            health,
            metrics,
            shared,
            new Observers(capacity, telemetry),
            settings.deployment(),
            settings.limits(),
            settings.httpPort(),
            settings.httpsPort());
    traffic.add(listener);
    return listener;
  }

  /** Its event loops, for whoever looks how long they are held. */
  Vertx vertx() {
    return vertx;
  }

  /** Speaks TLS too, with these certificates from now on. */
  private void secure(ServerTls tls) {
    for (TrafficListener listener : traffic) {
      listener
          .secure(tls)
          .onFailure(failure -> LOG.warn("Cannot speak TLS: {}", failure.toString()));
    }
    LOG.info("Speaking TLS with {} certificates", tls.certificates().size());
  }

  int port() {
    return traffic.get(0).port();
  }

  int httpsPort() {
    return traffic.get(0).httpsPort();
  }

  int managementPort() {
    return management.port();
  }

  /**
   * Leaves without losing a request; blocks until it is done, on a thread that is no event loop.
   */
  void stop() throws InterruptedException {
    boolean serving = health.isReady();
    health.drain();
    if (serving) {
      LOG.info("Draining for {} s", settings.drain().toSeconds());
      Thread.sleep(settings.drain().toMillis());
    }
    LOG.info("Closing the port; {} requests are in flight", metrics.inFlight());
    await(Future.all(traffic.stream().map(t -> t.shutdown(settings.shutdown())).toList()), 1);
    await(release(), 2);
    telemetry.end();
    await(vertx.close(), 5);
    LOG.info("Stopped");
  }

  private Future<Void> release() {
    Promise<Void> released = Promise.promise();
    control.runOnContext(now -> source.stop().onComplete(answer -> released.tryComplete()));
    return released.future();
  }

  private void await(Future<?> future, long spareSeconds) {
    Duration longest = settings.shutdown().plusSeconds(spareSeconds);
    try {
      future.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception e) {
      LOG.warn("Stopping takes too long: {}", e.toString());
    }
  }
}
