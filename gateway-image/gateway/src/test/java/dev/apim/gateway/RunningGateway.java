package dev.apim.gateway;

import dev.apim.gateway.kubernetes.ApiServerAccess;
import dev.apim.gateway.kubernetes.Material;
import dev.apim.gateway.settings.GatewaySettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A gateway in this JVM with its own ports, and a client for it. */
final class RunningGateway implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Gateway gateway;

  RunningGateway(int apiServerPort, Path data) {
    this(apiServerPort, data, Material.of("secret"));
  }

  RunningGateway(int apiServerPort, Path data, Material token) {
    this(apiServerPort, data, token, Map.of());
  }

  /** With settings of the environment instead of what a test has by itself. */
  RunningGateway(int apiServerPort, Path data, Map<String, String> settings) {
    this(apiServerPort, data, Material.of("secret"), settings);
  }

  private RunningGateway(
      int apiServerPort, Path data, Material token, Map<String, String> environment) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "APIM_INSTANCE", "contoso",
                "APIM_LOCATION", "west",
                "APIM_NAMESPACE", "shop",
                "APIM_REGION", "West US",
                "APIM_REPLICA_NAME", "west-1",
                "APIM_DATA_DIR", data.toString(),
                "APIM_HTTP_PORT", "0",
                "APIM_MANAGEMENT_PORT", "0",
                "APIM_DRAIN_SECONDS", "0",
                "APIM_RELIST_SECONDS", "1"));
    all.put("APIM_HTTPS_PORT", "0");
    all.putAll(environment);
    GatewaySettings settings = GatewaySettings.read(all);
    gateway =
        new Gateway(
            settings,
            new ApiServerAccess(
                URI.create("http://127.0.0.1:" + apiServerPort), Optional.empty(), token));
    gateway.start().await();
  }

  int port() {
    return gateway.port();
  }

  int httpsPort() {
    return gateway.httpsPort();
  }

  URI uri(String target) {
    return URI.create("http://127.0.0.1:" + gateway.port() + target);
  }

  HttpResponse<String> get(String target) {
    return send(HttpRequest.newBuilder(uri(target)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return exchange(request.timeout(Duration.ofSeconds(20)).build());
  }

  HttpResponse<String> management(String path) {
    URI uri = URI.create("http://127.0.0.1:" + gateway.managementPort() + path);
    return exchange(HttpRequest.newBuilder(uri).build());
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  RunningGateway ready() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> management("/ready").statusCode() == 200);
    return this;
  }

  boolean serves(String hash) {
    return management("/ready").body().contains(hash);
  }

  void awaitRevision(String hash) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> serves(hash));
  }

  @Override
  public void close() {
    try {
      gateway.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
