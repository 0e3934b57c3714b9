package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.GatewayConfiguration;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import java.util.function.Consumer;

/** A proven connection with its informers and writer; they are made and closed together. */
final class Link implements AutoCloseable {

  private final Connection connection;
  private final RemoteObjects objects;
  private final TargetWriter writer;
  private long newestSeen;
  private boolean lagged;

  Link(Connection connection, Consumer<HasMetadata> onChange, Runnable onSynced) {
    this.connection = connection;
    this.objects = new RemoteObjects(connection, onChange, onSynced);
    this.writer = new TargetWriter(connection);
  }

  Connection connection() {
    return connection;
  }

  RemoteObjects objects() {
    return objects;
  }

  TargetWriter writer() {
    return writer;
  }

  /** Asks whether the API server is ready; throws where it does not answer. */
  void ping() {
    connection.client().raw("/readyz");
  }

  /**
   * A quorum read of the pointers. False where what informers show cannot be trusted: the target
   * was restored, so that its version fell and their watches stay silent, or they lag behind.
   */
  boolean agreesWithLiveRead() {
    KubernetesResourceList<GatewayConfiguration> live =
        connection
            .client()
            .resources(GatewayConfiguration.class)
            .inNamespace(connection.key().namespace())
            .list();
    long version = Long.parseLong(live.getMetadata().getResourceVersion());
    boolean fell = version < newestSeen;
    newestSeen = version;
    boolean lags = !live.getItems().stream().allMatch(this::isAsSeen);
    boolean lagsStill = lags && lagged;
    lagged = lags;
    return !fell && !lagsStill;
  }

  private boolean isAsSeen(GatewayConfiguration live) {
    return objects
        .resourceVersion(GatewayConfiguration.class, live.getMetadata().getName())
        .equals(live.getMetadata().getResourceVersion());
  }

  @Override
  public void close() {
    objects.close();
    writer.close();
    connection.close();
  }
}
