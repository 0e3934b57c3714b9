package dev.apim.gateway;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A gateway in its own JVM, told everything by its environment. */
final class GatewayProcess implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = freePort();
  private final int managementPort = freePort();
  private final Path log;
  private final Process process;

  GatewayProcess(int apiServerPort, Path directory, Map<String, String> environment)
      throws IOException {
    log = directory.resolve("gateway.log");
    Path kubeconfig = Files.writeString(directory.resolve("kubeconfig"), kubeconfig(apiServerPort));
    Map<String, String> settings = new HashMap<>();
    settings.put("APIM_INSTANCE", "contoso");
    settings.put("APIM_LOCATION", "west");
    settings.put("APIM_NAMESPACE", "shop");
    settings.put("APIM_REPLICA_NAME", "west-1");
    settings.put("APIM_DATA_DIR", directory.resolve("data").toString());
    settings.put("APIM_HTTP_PORT", Integer.toString(port));
    settings.put("APIM_MANAGEMENT_PORT", Integer.toString(managementPort));
    settings.put("KUBECONFIG", kubeconfig.toString());
    settings.putAll(environment);
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                // what the manifest says where the jar is started
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.apim.gateway.Main"));
    builder.environment().putAll(settings);
    process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  private static String kubeconfig(int apiServerPort) {
    return """
           apiVersion: v1
           kind: Config
           current-context: here
           contexts: [{name: here, context: {cluster: here, user: gateway}}]
           clusters: [{name: here, cluster: {server: "http://127.0.0.1:%d"}}]
           users: [{name: gateway, user: {token: secret}}]
           """
        .formatted(apiServerPort);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  URI uri(String target) {
    return URI.create("http://127.0.0.1:" + port + target);
  }

  int status(String target) {
    return statusOf(uri(target));
  }

  int managementStatus(String path) {
    return statusOf(URI.create("http://127.0.0.1:" + managementPort + path));
  }

  private int statusOf(URI uri) {
    try {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  GatewayProcess ready() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> managementStatus("/ready") == 200);
    return this;
  }

  void terminate() {
    process.destroy();
  }

  int exit() throws InterruptedException {
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      throw new AssertionError("the gateway does not end");
    }
    return process.exitValue();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
