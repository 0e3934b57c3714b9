package dev.apim.e2e.cluster;

import dev.apim.e2e.process.CommandResult;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;

/** What every kind of cluster offers by its administrator's kubeconfig. */
abstract class ReachableCluster implements Cluster {

  abstract ClusterAccess access();

  /** How long tokens of service accounts are valid. */
  Duration tokenLife() {
    return Duration.ofDays(1);
  }

  @Override
  public KubernetesClient client() {
    return access().client();
  }

  @Override
  public Path kubeconfig() {
    return access().kubeconfig();
  }

  @Override
  public String kubeconfigWithToken(String token) {
    return access().kubeconfigWithToken(token);
  }

  @Override
  public Path kubeconfigFor(String token) {
    return access().store(kubeconfigWithToken(token));
  }

  @Override
  public String serviceAccountToken(String namespace, String name) {
    return access().serviceAccountToken(namespace, name, tokenLife());
  }

  @Override
  public String serverUrl() {
    return access().serverUrl();
  }

  @Override
  public CommandResult kubectl(String... arguments) {
    return access().run("kubectl", arguments);
  }

  @Override
  public CommandResult helm(String... arguments) {
    return access().run("helm", arguments);
  }
}
