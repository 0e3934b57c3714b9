package dev.apim.gateway.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.apim.gateway.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Finds the API server: in a kubeconfig, or where a pod is told of it. */
public final class AccessReader {

  private static final Path SERVICE_ACCOUNT =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private AccessReader() {}

  /**
   * Reads the access.
   *
   * @param environment for the addresses that a pod is given
   * @throws SettingsException where there is none, or it needs what a gateway does not do
   */
  public static ApiServerAccess read(Optional<Path> kubeconfig, Map<String, String> environment) {
    return kubeconfig.map(AccessReader::kubeconfig).orElseGet(() -> inCluster(environment));
  }

  private static ApiServerAccess inCluster(Map<String, String> environment) {
    String host = environment.get("KUBERNETES_SERVICE_HOST");
    String port = environment.get("KUBERNETES_SERVICE_PORT");
    if (host == null || port == null) {
      throw new SettingsException(
          "no API server: set KUBECONFIG, or run in a pod with a service account");
    }
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return new ApiServerAccess(
        URI.create("https://" + literal + ":" + port),
        Optional.of(Material.of(SERVICE_ACCOUNT.resolve("ca.crt"))),
        Material.of(SERVICE_ACCOUNT.resolve("token")));
  }

  private static ApiServerAccess kubeconfig(Path file) {
    JsonNode root = parse(file);
    JsonNode context =
        named(file, root, "contexts", "context", root.path("current-context").asText());
    JsonNode cluster = named(file, root, "clusters", "cluster", context.path("cluster").asText());
    JsonNode user = named(file, root, "users", "user", context.path("user").asText());
    if (cluster.path("insecure-skip-tls-verify").asBoolean()) {
      throw new SettingsException(
          file + ": insecure-skip-tls-verify is not supported; name certificate-authority");
    }
    return new ApiServerAccess(server(file, cluster), authority(file, cluster), token(file, user));
  }

  private static JsonNode parse(Path file) {
    try {
      return new YAMLMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new SettingsException("cannot read the kubeconfig " + file + ": " + e.getMessage());
    }
  }

  private static JsonNode named(Path file, JsonNode root, String list, String key, String name) {
    for (JsonNode element : root.path(list)) {
      if (element.path("name").asText().equals(name)) {
        return element.path(key);
      }
    }
    throw new SettingsException(file + ": " + list + " has no entry named \"" + name + "\"");
  }

  private static URI server(Path file, JsonNode cluster) {
    String server = cluster.path("server").asText();
    if (!server.matches("https?://[^/?#]+(/[^?#]*)?")) {
      throw new SettingsException(file + ": server is no http or https address: " + server);
    }
    return URI.create(server);
  }

  private static Optional<Material> authority(Path file, JsonNode cluster) {
    if (cluster.hasNonNull("certificate-authority-data")) {
      byte[] pem =
          Base64.getMimeDecoder().decode(cluster.path("certificate-authority-data").asText());
      return Optional.of(Material.of(new String(pem, StandardCharsets.UTF_8)));
    }
    return Optional.ofNullable(cluster.get("certificate-authority"))
        .map(path -> Material.of(file.resolveSibling(path.asText())));
  }

  private static Material token(Path file, JsonNode user) {
    // as kubectl does: a file, where both are given
    if (user.hasNonNull("tokenFile")) {
      return Material.of(file.resolveSibling(user.path("tokenFile").asText()));
    }
    if (user.hasNonNull("token")) {
      return Material.of(user.path("token").asText());
    }
    throw new SettingsException(
        file + ": the user needs token or tokenFile; make one with kubectl create token");
  }
}
