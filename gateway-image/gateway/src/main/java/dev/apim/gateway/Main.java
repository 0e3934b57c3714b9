package dev.apim.gateway;

import dev.apim.gateway.folder.FolderOptions;
import dev.apim.gateway.kubernetes.AccessReader;
import dev.apim.gateway.settings.GatewaySettings;
import dev.apim.gateway.settings.SettingsException;
import dev.apim.policy.program.PolicyCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a gateway that serves what its API server says. */
public final class Main {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int BAD_SETTINGS = 2;
  private static final String COMMANDS = "check FILE... and " + FolderOptions.USAGE;

  private Main() {}

  /**
   * Without arguments it serves what its API server says, with settings from the environment;
   * {@code run --config DIR} serves from a folder; {@code check FILE...} only checks policy
   * documents.
   */
  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("check")) {
      System.exit(PolicyCheck.run(List.of(arguments).subList(1, arguments.length), System.out));
    }
    try {
      if (arguments.length > 0) {
        run(folder(List.of(arguments)));
        return;
      }
      GatewaySettings settings = GatewaySettings.read(System.getenv());
      run(new Gateway(settings, AccessReader.read(settings.kubeconfig(), System.getenv())));
    } catch (SettingsException e) {
      String more = arguments.length == 0 ? "; without a cluster there are " + COMMANDS : "";
      LOG.error("Cannot start: {}{}", e.getMessage(), more);
      System.exit(BAD_SETTINGS);
    }
  }

  private static Gateway folder(List<String> arguments) {
    if (!arguments.get(0).equals("run")) {
      throw new SettingsException(
          "there is no command \"" + arguments.get(0) + "\"; there are " + COMMANDS);
    }
    FolderOptions options = FolderOptions.read(arguments.subList(1, arguments.size()));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(options.asEnvironment());
    return new Gateway(GatewaySettings.read(environment), options);
  }

  private static void run(Gateway gateway) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "shutdown"));
    gateway
        .start()
        .onFailure(
            failure -> {
              LOG.error("Cannot start: {}", failure.toString());
              Runtime.getRuntime().halt(1);
            });
  }

  private static void stop(Gateway gateway) {
    try {
      gateway.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
