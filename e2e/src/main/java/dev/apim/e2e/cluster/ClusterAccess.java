package dev.apim.e2e.cluster;

import dev.apim.e2e.process.CommandResult;
import dev.apim.e2e.process.Commands;
import dev.apim.e2e.tools.Binaries;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an administrator's kubeconfig gives on any kind of cluster. */
final class ClusterAccess implements AutoCloseable {
  private final Path directory;
  private final Path kubeconfig;
  private final Binaries binaries;
  private KubernetesClient client;

  ClusterAccess(Path directory, Path kubeconfig, Binaries binaries) {
    this.directory = directory;
    this.kubeconfig = kubeconfig;
    this.binaries = binaries;
  }

  synchronized KubernetesClient client() {
    if (client == null) {
      try {
        Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
        client =
            new KubernetesClientBuilder()
                .withConfig(
                    new ConfigBuilder(config)
                        .withConnectionTimeout(3_000)
                        .withRequestTimeout(15_000)
                        .build())
                .build();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return client;
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  String serverUrl() {
    return client().getConfiguration().getMasterUrl().replaceAll("/$", "");
  }

  String kubeconfigWithToken(String token) {
    Config config = client().getConfiguration();
    return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: cluster
          cluster: {server: "%s", certificate-authority-data: %s}
        users:
        - name: user
          user: {token: "%s"}
        contexts:
        - name: context
          context: {cluster: cluster, user: user}
        current-context: context
        """
        .formatted(serverUrl(), config.getCaCertData(), token);
  }

  /** Values of the zone label, sorted. */
  List<String> zones() {
    return client().nodes().list().getItems().stream()
        .map(node -> node.getMetadata().getLabels().get("topology.kubernetes.io/zone"))
        .filter(java.util.Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  long readyNodes() {
    try {
      return client().nodes().list().getItems().stream()
          .flatMap(node -> node.getStatus().getConditions().stream())
          .filter(condition -> condition.getType().equals("Ready"))
          .filter(condition -> condition.getStatus().equals("True"))
          .count();
    } catch (KubernetesClientException e) {
      return 0;
    }
  }

  String serviceAccountToken(String namespace, String name, Duration life) {
    return client()
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(name)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(life.toSeconds())
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }

  Path store(String kubeconfigText) {
    try {
      Path file =
          Files.createTempFile(
              directory,
              "token",
              ".kubeconfig",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, kubeconfigText);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CommandResult run(String binary, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(binaries.get(binary).toString());
    command.addAll(List.of(arguments));
    Path helm = directory.resolve("helm");
    Map<String, String> environment =
        Map.of(
            "KUBECONFIG", kubeconfig.toString(),
            "HELM_CACHE_HOME", helm.resolve("cache").toString(),
            "HELM_CONFIG_HOME", helm.resolve("config").toString(),
            "HELM_DATA_HOME", helm.resolve("data").toString());
    return Commands.run(command, environment, null, null);
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
