package dev.apim.gateway.acknowledgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.gateway.fixture.Documents;
import dev.apim.gateway.fixture.FakeApiServer;
import dev.apim.gateway.kubernetes.ApiServerAccess;
import dev.apim.gateway.kubernetes.ApiServerClient;
import dev.apim.gateway.kubernetes.Material;
import dev.apim.gateway.router.ProgramBuilder;
import dev.apim.gateway.runtime.ActiveRevision;
import dev.apim.gateway.settings.GatewaySettings;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AcknowledgementTest {

  private static final String LEASE = "/apis/coordination.k8s.io/v1/namespaces/shop/leases/west-1";
  private static final Instant ACTIVATED = Instant.parse("2026-03-04T05:06:07.089Z");
  private static final GatewaySettings SETTINGS =
      GatewaySettings.read(
          Map.of(
              "APIM_INSTANCE", "contoso",
              "APIM_LOCATION", "west",
              "APIM_NAMESPACE", "shop",
              "APIM_POD_UID", "uid-1",
              "APIM_REPLICA_NAME", "west-1"));

  private final FakeApiServer apiServer = new FakeApiServer();
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();

  @AfterEach
  void stop() {
    vertx.close().await();
    apiServer.close();
  }

  private static Optional<ActiveRevision> revision() {
    return Optional.of(
        new ActiveRevision(
            "abc", 7, "then", ACTIVATED, new ProgramBuilder().build(Documents.of())));
  }

  private Acknowledgement acknowledgement(Duration heartbeat) {
    ApiServerAccess access =
        new ApiServerAccess(
            URI.create("http://127.0.0.1:" + apiServer.port()),
            Optional.empty(),
            Material.of("secret"));
    return new Acknowledgement(
        vertx, new ApiServerClient(vertx, access), SETTINGS, () -> 34, heartbeat);
  }

  @Test
  @DisplayName("B121 the heartbeat renews the Lease and changes nothing else")
  void theHeartbeatRenewsTheLease() {
    Acknowledgement acknowledgement = acknowledgement(Duration.ofMillis(200));
    context.runOnContext(now -> acknowledgement.changed(revision(), ""));
    await().until(() -> apiServer.object(LEASE) != null);
    JsonNode first = apiServer.object(LEASE);
    String renewed = first.path("spec").path("renewTime").asText();
    assertThat(renewed).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    await()
        .until(
            () -> !apiServer.object(LEASE).path("spec").path("renewTime").asText().equals(renewed));
    assertThat(apiServer.object(LEASE).path("metadata")).isEqualTo(first.path("metadata"));
    JsonNode annotations = first.path("metadata").path("annotations");
    assertThat(annotations.path("apim.dev/activated-at").asText())
        .isEqualTo("2026-03-04T05:06:07.089Z");
    assertThat(annotations.path("apim.dev/sequence").asText()).isEqualTo("7");
    assertThat(annotations.path("apim.dev/load").asText()).isEqualTo("30");
    assertThat(first.path("metadata").path("ownerReferences").toString())
        .isEqualTo(
            "[{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"name\":\"west-1\",\"uid\":\"uid-1\"}]");
  }

  @Test
  void nothingIsWrittenBeforeThereIsSomethingToSayAndFailuresAreRepeated() {
    Acknowledgement acknowledgement = acknowledgement(Duration.ofMinutes(1));
    apiServer.fault(FakeApiServer.Fault.ERROR);
    assertThat(apiServer.requests()).isEmpty();
    context.runOnContext(now -> acknowledgement.changed(Optional.empty(), "x".repeat(5_000)));
    await().atMost(Duration.ofSeconds(10)).until(() -> apiServer.requests().size() > 1);
    apiServer.fault(FakeApiServer.Fault.NONE);
    await().atMost(Duration.ofSeconds(10)).until(() -> apiServer.object(LEASE) != null);
    JsonNode annotations = apiServer.object(LEASE).path("metadata").path("annotations");
    assertThat(annotations.path("apim.dev/errors").asText()).hasSize(1_024);
    assertThat(annotations.has("apim.dev/revision")).isFalse();
  }
}
