package dev.apim.operator.controller.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.CanonicalJson;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.v1alpha1.Api;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.operator.controller.EventRecorder;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.fixture.AnsweringServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another cluster publishes since 10:00:01 and has given every Api its name for a path. */
class LeftoversTest {

  private static final String KINDS =
      "{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\"apim.dev/v1alpha1\","
          + "\"resources\":[{\"name\":\"apis\",\"kind\":\"Api\",\"namespaced\":true}]}";
  private static final String LIVE =
      """
      {"apiVersion": "apim.dev/v1alpha1", "kind": "Api",
       "metadata": {"name": "orders", "namespace": "apim", "resourceVersion": "7",
         "labels": {"team": "a"}, "managedFields": [
           {"manager": "kubectl", "time": "%s", "fieldsV1": {"f:spec": {"f:path": {}}}},
           {"manager": "operator", "time": "2026-11-28T12:00:00Z", "fieldsV1": {"f:status": {}}}]},
       "spec": {"instanceRef": {"name": "contoso"}, "path": "%s"}}
      """;

  private final Queue<String> written = new ConcurrentLinkedQueue<>();
  private final Queue<String> events = new ConcurrentLinkedQueue<>();
  private AnsweringServer server;
  private KubernetesClient client;
  private Leftovers leftovers;
  private String live;
  private boolean refuses;

  @BeforeEach
  void start() throws IOException {
    server = new AnsweringServer(this::answer);
    client = server.client();
    leftovers = new Leftovers(client, new EventRecorder(client));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest(name = "{0}, last edited {1}, path now {2}: waits {3}, is written {4}")
  @CsvSource({
    "NotPrimary, 2026-11-28T10:00:00Z, older, true, true",
    "NotPrimary, 2026-11-28T10:00:02Z, older, false, false",
    "NotPrimary, 2026-11-28T10:00:02Z, orders, true, false",
    "ApiNotFound, 2026-11-28T10:00:00Z, older, false, false"
  })
  @DisplayName(
      "B10b what nobody edited since another cluster publishes is made anew and waited for")
  void makesAnewWhatIsOlder(
      String reason, String edited, String path, boolean waits, boolean writes) {
    live = LIVE.formatted(edited, path);

    Leftovers.Renewal renewal = renew(api("orders", "older", reason));

    assertThat(renewal.waiting()).isEqualTo(waits ? List.of("Api orders") : List.of());
    assertThat(renewal.refused()).isEmpty();
    await().untilAsserted(() -> assertThat(events).hasSize(writes ? 1 : 0));
    assertThat(written)
        .hasSize(writes ? 1 : 0)
        .allSatisfy(
            body ->
                assertThat(body)
                    .contains("\"path\":\"orders\"", "\"resourceVersion\":\"7\"", "\"team\":\"a\"")
                    .doesNotContain("managedFields"));
  }

  @Test
  void whatIsTheSameOrOnlyHereOrOfAnotherInstanceStays() {
    live = LIVE.formatted("2026-11-28T10:00:00Z", "older");
    Api another = api("orders", "older", "NotPrimary");
    another.getMetadata().setNamespace("other");

    Leftovers.Renewal renewal =
        renew(api("users", "users", "NotPrimary"), api("mine", "mine", "NotPrimary"), another);

    assertThat(renewal).isEqualTo(new Leftovers.Renewal(List.of(), List.of()));
    assertThat(written).isEmpty();
  }

  @Test
  void whatTheClusterRefusesIsNamed() {
    live = LIVE.formatted("2026-11-28T10:00:00Z", "older");
    refuses = true;

    assertThat(renew(api("orders", "older", "NotPrimary")).refused())
        .containsExactly("Api orders: spec.path is wrong");
  }

  private Leftovers.Renewal renew(Api... here) {
    List<ApiEntry> entries =
        Stream.of("orders", "users")
            .map(name -> new ApiEntry(name, name, List.of(), null, "http://b.example", spec(name)))
            .toList();
    return leftovers.renew(
        new InstanceKey("apim", "contoso"),
        ConfigurationDocument.of("contoso", List.of(), entries, List.of()),
        ConfigurationObjects.of(List.of(here)));
  }

  private static ObjectNode spec(String name) {
    ObjectNode spec = JsonNodeFactory.instance.objectNode().put("path", name);
    spec.putObject("instanceRef").put("name", "contoso");
    return spec;
  }

  private static Api api(String name, String path, String reason) {
    String json =
        """
        {"apiVersion": "apim.dev/v1alpha1", "kind": "Api",
         "metadata": {"name": "%s", "namespace": "apim"},
         "spec": {"instanceRef": {"name": "contoso"}, "path": "%s"},
         "status": {"conditions": [{"type": "Accepted", "status": "False", "reason": "%s",
                                    "lastTransitionTime": "2026-11-28T10:00:01Z"}]}}
        """
            .formatted(name, path, reason);
    return CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8), Api.class);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path.equals("/apis/apim.dev/v1alpha1")) {
      AnsweringServer.answer(exchange, 200, KINDS);
    } else if (exchange.getRequestMethod().equals("PUT") && refuses) {
      AnsweringServer.answer(
          exchange, 422, "{\"kind\":\"Status\",\"code\":422,\"message\":\"spec.path is wrong\"}");
    } else if (exchange.getRequestMethod().equals("PUT")) {
      written.add(body);
      AnsweringServer.answer(exchange, 200, body);
    } else if (path.endsWith("/namespaces/apim/apis/orders")) {
      AnsweringServer.answer(exchange, 200, live);
    } else {
      events.add(body);
      AnsweringServer.answer(exchange, 201, body);
    }
  }
}
