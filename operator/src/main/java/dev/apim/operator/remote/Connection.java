package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.Reason;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * A proven way to a cluster: it answered, said who it is, and let our kinds be read.
 *
 * @param client client of the cluster
 * @param key identity of the cluster and the namespace pushed to
 * @param version version of Kubernetes
 */
record Connection(KubernetesClient client, TargetKey key, String version) implements AutoCloseable {

  private static final String SYSTEM_NAMESPACE = "kube-system";

  /**
   * Connects and proves; takes some seconds where the cluster does not answer.
   *
   * @throws ConnectionFailedException with the reason of the cluster's condition
   */
  static Connection open(String kubeconfig, String namespace) throws ConnectionFailedException {
    Config config = Kubeconfig.parse(kubeconfig);
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    try {
      String version = client.getKubernetesVersion().getGitVersion();
      String identity = identity(client);
      proveNamespace(client, namespace);
      proveKinds(client, namespace);
      return new Connection(client, new TargetKey(identity, namespace), version);
    } catch (KubernetesClientException e) {
      client.close();
      throw RemoteErrors.connection(e, namespace).at(config.getMasterUrl());
    } catch (ConnectionFailedException | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /** The identity of a cluster, read live. */
  static String identity(KubernetesClient client) throws ConnectionFailedException {
    Namespace system = client.namespaces().withName(SYSTEM_NAMESPACE).get();
    if (system == null) {
      throw new ConnectionFailedException(
          Reason.KubeconfigInvalid, "the cluster has no namespace " + SYSTEM_NAMESPACE);
    }
    return system.getMetadata().getUid();
  }

  private static void proveNamespace(KubernetesClient client, String namespace)
      throws ConnectionFailedException {
    try {
      if (client.namespaces().withName(namespace).get() == null) {
        throw RemoteErrors.namespaceNotFound(namespace);
      }
    } catch (KubernetesClientException e) {
      if (!RemoteErrors.isForbidden(e)) {
        throw e;
      }
    }
  }

  private static void proveKinds(KubernetesClient client, String namespace) {
    client
        .resources(GatewayLocation.class)
        .inNamespace(namespace)
        .list(new ListOptionsBuilder().withLimit(1L).build());
  }

  @Override
  public void close() {
    client.close();
  }
}
