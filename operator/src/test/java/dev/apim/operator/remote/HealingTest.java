package dev.apim.operator.remote;

import static dev.apim.operator.remote.PushFixtures.KEY;
import static dev.apim.operator.remote.PushFixtures.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.PublisherSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.Tier;
import dev.apim.operator.domain.sync.Publication;
import dev.apim.operator.domain.sync.PushFinding;
import dev.apim.operator.domain.sync.PushScope;
import dev.apim.operator.fixture.AnsweringServer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A target that has the pointer, refuses every copy and does not let its parts be looked at. */
class HealingTest {

  private static final Publication PUBLICATION = publication();

  private final PushReports reports = new PushReports(key -> {});
  private AnsweringServer server;
  private Connection connection;
  private RemoteObjects objects;
  private TargetWriter writer;

  @BeforeEach
  void start() throws IOException {
    server = new AnsweringServer(HealingTest::answer);
    connection = new Connection(server.client(), new TargetKey("identity", "apim"), "v1.36.4");
    objects = new RemoteObjects(connection, object -> {}, () -> {});
    writer = new TargetWriter(connection);
    await().until(objects::areSynced);
  }

  @AfterEach
  void stop() {
    writer.close();
    objects.close();
    connection.close();
    server.close();
  }

  @Test
  @DisplayName("B8 what a push has found is told although the healing after it fails")
  void tellsWhatThePushHasFound() {
    Publications publications = new Publications();
    publications.put(PUBLICATION);
    Pusher pusher =
        new Pusher(
            new PushEnvironment(
                SCOPE,
                publications,
                new Originals(null),
                name -> false,
                new PushFixtures.NoListener()),
            reports);

    assertThatThrownBy(() -> pusher.push(KEY, objects, writer))
        .isInstanceOf(KubernetesClientException.class);

    assertThat(reports.find(KEY).orElseThrow())
        .extracting(PushFinding::reason)
        .isNotEmpty()
        .containsOnly(Reason.FieldConflict);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    if (exchange.getRequestMethod().equals("PATCH")) {
      refuse(exchange, 422);
    } else if (query.contains("watch=true") || path.matches(".*/configuration[a-z]+$")) {
      refuse(exchange, 403);
    } else {
      String items = path.endsWith("/gatewayconfigurations") ? pointer() : "";
      AnsweringServer.answer(
          exchange, 200, "{\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[" + items + "]}");
    }
  }

  private static void refuse(HttpExchange exchange, int code) throws IOException {
    AnsweringServer.answer(
        exchange, code, "{\"kind\":\"Status\",\"code\":" + code + ",\"message\":\"no\"}");
  }

  private static String pointer() {
    GatewayConfiguration pointer = new GatewayConfiguration();
    pointer.setMetadata(
        new ObjectMetaBuilder()
            .withName("contoso")
            .withNamespace("apim")
            .withResourceVersion("7")
            .withLabels(PushScope.labels("apim", "contoso"))
            .build());
    pointer.setSpec(PUBLICATION.pointer());
    return new KubernetesSerialization().asJson(pointer);
  }

  private static Publication publication() {
    Snapshot snapshot = PushFixtures.snapshot();
    return new Publication(
        "apim",
        "contoso",
        new ApiManagementInstanceSpec(
            Tier.Premium,
            new PublisherSpec("Contoso", "a@b.example"),
            "west",
            null,
            null,
            null,
            null,
            null,
            null),
        Map.of("east", location()),
        PushFixtures.pointer(snapshot),
        snapshot);
  }

  private static GatewayLocationSpec location() {
    return new GatewayLocationSpec(
        new LocalReference("contoso"), "East US", 1, null, null, "east", null, null, null, null);
  }
}
