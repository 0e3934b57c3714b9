package dev.apim.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.operator.fixture.AnsweringServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
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

  private static final String SECRET =
      "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"data\":{\"key\":\"cHNzc3Q=\"}}";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private AnsweringServer server;
  private KubernetesClient client;
  private SecretReader reader;

  @BeforeEach
  void start() throws IOException {
    server =
        new AnsweringServer(
            exchange -> {
              requests.add(exchange.getRequestURI().toString());
              AnsweringServer.answer(exchange, 200, SECRET);
            });
    client = server.client();
    reader = new SecretReader(client);
  }

  @AfterEach
  void stop() {
    reader.stop();
    client.close();
    server.close();
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
