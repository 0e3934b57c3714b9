package dev.apim.operator.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.apim.api.v1alpha1.Api;
import dev.apim.operator.fixture.AnsweringServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that has the namespace "apim", the kind Api and the Api "orders". */
class OriginalsTest {

  private static final String NAMESPACE = "/api/v1/namespaces/apim";
  private static final String KIND =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/apis.apim.dev";
  private static final String APIS = "/apis/apim.dev/v1alpha1/namespaces/apim/apis/";
  private static final String STANDS = "{\"metadata\": {\"name\": \"any\"}}";
  private static final String TERMINATES =
      "{\"metadata\": {\"name\": \"any\", \"deletionTimestamp\": \"2026-11-28T10:00:00Z\"}}";

  /** By path; an empty text stands for what may not be read. */
  private final Map<String, String> there = new HashMap<>();

  private AnsweringServer server;
  private KubernetesClient client;
  private Originals originals;

  @BeforeEach
  void start() throws IOException {
    there.put(NAMESPACE, STANDS);
    there.put(KIND, STANDS);
    there.put(APIS + "orders", STANDS);
    server = new AnsweringServer(this::answer);
    client = server.client();
    originals = new Originals(client);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  @DisplayName("an object that a cache lacks is gone only if the API server does not have it")
  void asksTheServer() {
    assertThat(originals.isGone(Api.class, "apim", "orders")).isFalse();
    assertThat(originals.isGone(Api.class, "apim", "deleted")).isTrue();
    assertThat(originals.areGone(Api.class, "apim", Set.of("deleted", "orders"))).isFalse();
    assertThat(originals.areGone(Api.class, "apim", Set.of())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {NAMESPACE, KIND})
  @DisplayName("nothing is gone for itself while its namespace or its kind goes or is gone")
  void isNotGoneWithWhatItIsIn(String path) {
    there.put(path, TERMINATES);
    assertThat(originals.isGone(Api.class, "apim", "deleted")).isFalse();

    there.remove(path);
    assertThat(originals.isGone(Api.class, "apim", "deleted")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {NAMESPACE, KIND, APIS + "deleted"})
  @DisplayName("nothing is gone where that cannot be read")
  void isNotGoneWhereItCannotBeRead(String path) {
    there.put(path, "");

    assertThat(originals.isGone(Api.class, "apim", "deleted")).isFalse();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String object = there.get(exchange.getRequestURI().getPath());
    int code = object == null ? 404 : object.isEmpty() ? 403 : 200;
    AnsweringServer.answer(
        exchange, code, code == 200 ? object : "{\"kind\":\"Status\",\"code\":" + code + "}");
  }
}
