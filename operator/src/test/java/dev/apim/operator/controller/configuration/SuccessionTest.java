package dev.apim.operator.controller.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.v1alpha1.ActiveRevision;
import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.operator.domain.promotion.PromotionPlan;
import dev.apim.operator.domain.sync.PublicationPlan;
import dev.apim.operator.domain.sync.PublicationPlanner;
import dev.apim.operator.domain.sync.PublicationRequest;
import dev.apim.operator.fixture.AnsweringServer;
import dev.apim.operator.remote.PublicationReports.Obstacle;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Against a server that has no objects, and takes all that are created but one. */
class SuccessionTest {

  private static final String KINDS =
      "{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\"apim.dev/v1alpha1\","
          + "\"resources\":[{\"name\":\"apis\",\"kind\":\"Api\",\"namespaced\":true}]}";
  private static final PromotionPlan.TakeOver PLAN =
      new PromotionPlan.TakeOver(2, Optional.empty());

  private AnsweringServer server;
  private KubernetesClient client;
  private Succession succession;

  @BeforeEach
  void start() throws IOException {
    server = new AnsweringServer(SuccessionTest::answer);
    client = server.client();
    LocalParts parts = new LocalParts(client);
    // nobody is told of anything by what only asks what is active
    Publisher publisher =
        new Publisher(null, parts, null, null, null, null, new SimpleMeterRegistry());
    succession =
        new Succession(publisher, new Adoption(client, null), new Leftovers(client, null), null);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  @DisplayName(
      "B10b a promotion waits for the parts of the revision, and stirs nobody up meanwhile")
  void waitsForTheParts() {
    GatewayConfigurationSpec whole = pointer("orders");
    GatewayConfigurationSpec inParts =
        new GatewayConfigurationSpec(
            whole.instanceRef(),
            whole.fence(),
            new ActiveRevision(whole.active().hash(), whole.active().publishedAt(), null),
            whole.history(),
            whole.state());

    assertThat(takeOver(inParts))
        .map(Obstacle::message)
        .contains("the active revision is not whole in this cluster yet");
  }

  @Test
  @DisplayName("B10b a source that the rules of the new primary's cluster refuse is named")
  void namesWhatTheClusterRefuses() {
    Optional<Obstacle> obstacle = takeOver(pointer("broken", "orders"));

    assertThat(obstacle).map(Obstacle::reason).contains(Reason.PromotionPending);
    assertThat(obstacle.orElseThrow().message())
        .startsWith(
            "this cluster refuses objects of the active revision: Api broken: spec.path is wrong.")
        .contains("Apply each of them here");
  }

  private Optional<Obstacle> takeOver(GatewayConfigurationSpec pointer) {
    ApiManagementInstance instance = new ApiManagementInstance();
    instance.setMetadata(
        new ObjectMetaBuilder().withName("contoso").withNamespace("apim").withUid("uid").build());
    GatewayConfiguration object = new GatewayConfiguration();
    object.setSpec(pointer);
    return succession.takeOver(instance, object, PLAN, ConfigurationObjects.of(List.of()));
  }

  private static GatewayConfigurationSpec pointer(String... apis) {
    List<ApiEntry> entries =
        Stream.of(apis)
            .map(
                name ->
                    new ApiEntry(
                        name,
                        name,
                        List.of(),
                        null,
                        "http://b.example",
                        JsonNodeFactory.instance.objectNode().put("path", name)))
            .toList();
    ConfigurationDocument document =
        ConfigurationDocument.of("contoso", List.of(), entries, List.of());
    PublicationPlan plan =
        PublicationPlanner.plan(
            new PublicationRequest(
                "contoso",
                "lineage",
                "identity",
                Optional.empty(),
                Optional.empty(),
                SnapshotCodec.split(document, 1),
                "",
                Instant.EPOCH));
    return ((PublicationPlan.Publish) plan).pointer();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (exchange.getRequestURI().getPath().equals("/apis/apim.dev/v1alpha1")) {
      AnsweringServer.answer(exchange, 200, KINDS);
    } else if (exchange.getRequestMethod().equals("GET")) {
      AnsweringServer.answer(exchange, 404, status(404, "not found"));
    } else if (body.contains("\"name\":\"broken\"")) {
      AnsweringServer.answer(exchange, 422, status(422, "spec.path is wrong"));
    } else {
      AnsweringServer.answer(exchange, 201, body);
    }
  }

  private static String status(int code, String message) {
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":%d,\"message\":\"%s\"}"
        .formatted(code, message);
  }
}
