package dev.apim.gateway.folder;

import dev.apim.gateway.settings.SettingsException;
import dev.apim.gateway.tls.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The options of {@code run}.
 *
 * @param folder where the YAML files are
 * @param values the other options by name
 */
public record FolderOptions(Path folder, Map<String, String> values) {

  /** How the command is called. */
  public static final String USAGE =
      "run --config DIR [--port N] [--management-port N] [--instance NAME] [--region REGION]"
          + " [--zone ZONE] [--tls-cert FILE --tls-key FILE [--tls-port N]]"
          + " [--identity-endpoint URL | --identity-token-file FILE]";

  private static final Set<String> NAMES =
      Set.of(
          "--config",
          "--port",
          "--management-port",
          "--instance",
          "--region",
          "--zone",
          "--tls-cert",
          "--tls-key",
          "--tls-port",
          "--identity-endpoint",
          "--identity-token-file");

  /**
   * Reads the arguments after {@code run}.
   *
   * @throws SettingsException where they cannot be used; the message says why
   */
  public static FolderOptions read(List<String> arguments) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (!NAMES.contains(name) || i + 1 == arguments.size()) {
        throw new SettingsException("cannot use \"" + name + "\"; usage: " + USAGE);
      }
      values.put(name.substring(2), arguments.get(i + 1));
    }
    Path folder = Path.of(values.getOrDefault("config", ""));
    if (!values.containsKey("config") || !Files.isDirectory(folder)) {
      throw new SettingsException(
          "--config must name a folder with YAML files, not \""
              + values.getOrDefault("config", "")
              + "\"; usage: "
              + USAGE);
    }
    if (values.containsKey("tls-cert") != values.containsKey("tls-key")) {
      throw new SettingsException("--tls-cert and --tls-key go together; usage: " + USAGE);
    }
    return new FolderOptions(folder, values);
  }

  /** The certificate and key of the listener; absent where it speaks clear text only. */
  Optional<TlsFiles> tls() {
    return Optional.ofNullable(values.get("tls-cert"))
        .map(file -> new TlsFiles(Path.of(file), Path.of(values.get("tls-key"))));
  }

  /** The same as a gateway in a cluster is told by its environment. */
  public Map<String, String> asEnvironment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("APIM_INSTANCE", values.getOrDefault("instance", "local"));
    environment.put("APIM_LOCATION", "local");
    environment.put("APIM_NAMESPACE", "local");
    environment.put("APIM_REPLICA_NAME", "local");
    environment.put("APIM_REGION", values.getOrDefault("region", "local"));
    environment.put("APIM_ZONE", values.getOrDefault("zone", ""));
    environment.put("APIM_HTTP_PORT", values.getOrDefault("port", "8080"));
    environment.put("APIM_MANAGEMENT_PORT", values.getOrDefault("management-port", "0"));
    environment.put("APIM_HTTPS_PORT", values.getOrDefault("tls-port", "8443"));
    environment.put("APIM_IDENTITY_ENDPOINT", values.getOrDefault("identity-endpoint", ""));
    environment.put("APIM_IDENTITY_TOKEN_FILE", values.getOrDefault("identity-token-file", ""));
    environment.put("APIM_DRAIN_SECONDS", "0");
    return environment;
  }
}
