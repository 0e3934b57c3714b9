package dev.apim.gateway;

import dev.apim.gateway.acknowledgement.Acknowledgement;
import dev.apim.gateway.configuration.ConfigurationFollower;
import dev.apim.gateway.configuration.ConfigurationSource;
import dev.apim.gateway.kubernetes.ApiServerAccess;
import dev.apim.gateway.kubernetes.ApiServerClient;
import dev.apim.gateway.metrics.GatewayMetrics;
import dev.apim.gateway.router.RevisionBuilder;
import dev.apim.gateway.runtime.ServedRevision;
import dev.apim.gateway.settings.GatewaySettings;
import dev.apim.gateway.tls.ServerTls;
import dev.apim.gateway.tls.TlsSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Serves what the pointer in the cluster says, and acknowledges it there. */
final class ClusterConfiguration implements ConfigurationSource {

  private final Acknowledgement acknowledgement;
  private final ConfigurationFollower follower;
  private final TlsSource tls;

  ClusterConfiguration(
      Vertx vertx,
      GatewaySettings settings,
      ApiServerAccess access,
      ServedRevision served,
      GatewayMetrics metrics,
      IntSupplier load,
      RevisionBuilder builder,
      Consumer<ServerTls> secure) {
    ApiServerClient client = new ApiServerClient(vertx, access);
    acknowledgement = new Acknowledgement(vertx, client, settings, load);
    tls = new TlsSource(vertx, client, settings, secure);
    follower =
        new ConfigurationFollower(
            vertx,
            client,
            settings,
            served,
            builder,
            (revision, errors) -> {
              revision.ifPresent(metrics::revision);
              acknowledgement.changed(revision, errors);
            });
  }

  @Override
  public void start() {
    follower.start();
    tls.start();
  }

  @Override
  public Future<Void> stop() {
    tls.stop();
    Promise<Void> released = Promise.promise();
    Future.join(follower.stop(), acknowledgement.release())
        .onComplete(answer -> released.tryComplete());
    return released.future();
  }
}
