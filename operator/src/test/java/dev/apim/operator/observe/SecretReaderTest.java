package dev.apim.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that has every Secret that it is asked for. */
class SecretReaderTest {

  private static final byte[] SECRET =
      "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"data\":{\"key\":\"cHNzc3Q=\"}}"
          .getBytes(StandardCharsets.UTF_8);

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private KubernetesClient client;
  private SecretReader reader;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().toString());
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, SECRET.length);
          exchange.getResponseBody().write(SECRET);
          exchange.close();
        });
    server.start();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
    reader = new SecretReader(client);
  }

  @AfterEach
  void stop() {
    reader.stop();
    client.close();
    server.stop(0);
  }

  @Test
  void readsASecret() {
    assertThat(reader.read("apim", "keys.of-orders")).contains(Map.of("key", "pssst"));
    assertThat(requests).containsExactly("/api/v1/namespaces/apim/secrets/keys.of-orders");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"My Secret", "a/b", "keys?watch=1", "../../other/secrets/keys", "k%2fs", "-k", ""})
  void whatCanBeNoNameIsNoSecretAndNoRequest(String name) {
    assertThat(reader.read("apim", name)).isEmpty();
    reader.follow("who", "apim", Set.of(name), () -> {});
    assertThat(reader.read("apim", name)).isEmpty();
    assertThat(requests).isEmpty();
  }
}
