package dev.apim.gateway;

import dev.apim.gateway.kubernetes.AccessReader;
import dev.apim.gateway.settings.GatewaySettings;
import dev.apim.gateway.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a gateway that serves what its API server says. */
public final class Main {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int BAD_SETTINGS = 2;

  private Main() {}

  /** Takes no arguments; settings come from the environment. */
  public static void main(String[] arguments) {
    try {
      GatewaySettings settings = GatewaySettings.read(System.getenv());
      run(new Gateway(settings, AccessReader.read(settings.kubeconfig(), System.getenv())));
    } catch (SettingsException e) {
      LOG.error("Cannot start: {}", e.getMessage());
      System.exit(BAD_SETTINGS);
    }
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
