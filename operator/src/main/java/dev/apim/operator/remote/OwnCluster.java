package dev.apim.operator.remote;

import dev.apim.operator.config.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;

/** This cluster: its name, and its identity, which never changes while it lives. */
@ApplicationScoped
public class OwnCluster {

  private final Settings settings;
  private final KubernetesClient client;
  private volatile String identity;

  OwnCluster(Settings settings, KubernetesClient client) {
    this.settings = settings;
    this.client = client;
  }

  /** Name of its GatewayCluster. */
  public String name() {
    return settings.clusterName();
  }

  /**
   * UID of its namespace kube-system, read once.
   *
   * @throws IllegalStateException where there is no such namespace
   */
  public String identity() {
    if (identity == null) {
      try {
        identity = Connection.identity(client);
      } catch (ConnectionFailedException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }
    return identity;
  }

  /** Version of Kubernetes, read live. */
  public String kubernetesVersion() {
    return client.getKubernetesVersion().getGitVersion();
  }
}
