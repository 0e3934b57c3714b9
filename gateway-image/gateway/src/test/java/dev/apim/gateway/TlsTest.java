package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.PolicyEntry;
import dev.apim.gateway.fixture.Documents;
import dev.apim.gateway.fixture.FakeApiServer;
import dev.apim.gateway.fixture.Pem;
import dev.apim.gateway.fixture.TlsConnection;
import io.vertx.core.net.OpenSSLEngineOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  private static final String SECRETS = "/api/v1/namespaces/shop/secrets/";
  private static final String LOCATION =
      "/apis/apim.dev/v1alpha1/namespaces/shop/gatewaylocations/west";
  private static final Duration SOON = Duration.ofSeconds(15);

  @TempDir Path folder;
  @TempDir Path data;
  private final JsonMapper json = new JsonMapper();

  private static String subject(int port, String host) {
    try (TlsConnection connection = new TlsConnection(port, host, Optional.empty())) {
      return connection.certificate().getSubjectX500Principal().getName();
    }
  }

  @Test
  void theListenersUseBoringSsl() {
    assertThat(OpenSSLEngineOptions.isAvailable()).isTrue();
  }

  @Test
  @DisplayName("B71 run speaks TLS, and a rotated certificate drops no connection")
  void aRotatedFileIsTakenWithoutDroppingAConnection() throws IOException {
    Pem first = Pem.of(data, "first.example");
    Path certificate = Files.writeString(data.resolve("tls.crt"), first.certificate());
    Path key = Files.writeString(data.resolve("tls.key"), first.key());
    try (FolderGateway gateway = new FolderGateway(folder).api("orders")) {
      gateway.serve(
          "--tls-cert", certificate.toString(), "--tls-key", key.toString(), "--tls-port", "0");
      await().atMost(SOON).until(() -> gateway.httpsPort() > 0);
      int port = gateway.httpsPort();
      try (TlsConnection old = new TlsConnection(port, "first.example", Optional.empty())) {
        assertThat(old.get("/orders/7")).isEqualTo("HTTP/1.1 200 OK GET /v1/7");
        Pem second = Pem.of(data, "second.example");
        Files.writeString(key, second.key());
        Files.writeString(certificate, second.certificate());
        await().atMost(SOON).until(() -> subject(port, "x").equals("CN=second.example"));
        assertThat(old.get("/orders/8")).isEqualTo("HTTP/1.1 200 OK GET /v1/8");
        assertThat(gateway.get("/orders/9")).isEqualTo("200 GET /v1/9");
      }
    }
  }

  private JsonNode secret(Pem pem) {
    var object = json.createObjectNode();
    object
        .putObject("data")
        .put("tls.crt", encoded(pem.certificate()))
        .put("tls.key", encoded(pem.key()));
    return object;
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode location(String... secrets) throws IOException {
    StringBuilder names = new StringBuilder();
    for (String secret : secrets) {
      names
          .append(names.isEmpty() ? "" : ",")
          .append("{\"secretRef\":{\"name\":\"" + secret + "\"}}");
    }
    return json.readTree(
        "{\"spec\":{\"network\":{\"tls\":{\"clientCertificates\":\"Ask\",\"certificates\":["
            + names
            + "]}}}}");
  }

  private ConfigurationDocument document() {
    var source = json.createObjectNode();
    source.put(
        "document",
        "<policies><inbound><return-response><set-body>@(context.Request.Certificate == null ?"
            + " \"nobody\" : context.Request.Certificate.Subject)</set-body></return-response>"
            + "</inbound></policies>");
    return ConfigurationDocument.of(
        "contoso",
        List.of(),
        List.of(Documents.api("a", "a", "http://127.0.0.1:1")),
        List.of(new PolicyEntry("p", "a", null, List.of(), source)));
  }

  @Test
  @DisplayName(
      "B71 the host name chooses the certificate of the location; policies see the client's")
  void certificatesOfTheLocationByHostName() throws IOException {
    try (FakeApiServer apiServer = new FakeApiServer()) {
      apiServer.put(LOCATION, location("one", "two"));
      apiServer.put(SECRETS + "one", secret(Pem.of(data, "one.example")));
      apiServer.put(SECRETS + "two", secret(Pem.of(data, "two.example")));
      apiServer.publish(document(), 1);
      try (RunningGateway gateway = new RunningGateway(apiServer.port(), data).ready()) {
        await().atMost(SOON).until(() -> gateway.httpsPort() > 0);
        int port = gateway.httpsPort();
        assertThat(subject(port, "two.example")).isEqualTo("CN=two.example");
        assertThat(subject(port, "one.example")).isEqualTo("CN=one.example");
        assertThat(subject(port, "other.example")).isEqualTo("CN=one.example");
        Pem client = Pem.of(data, "client.example");
        try (TlsConnection known = new TlsConnection(port, "x", Optional.of(client));
            TlsConnection unknown = new TlsConnection(port, "x", Optional.empty())) {
          assertThat(known.get("/a")).endsWith(" CN=client.example");
          assertThat(unknown.get("/a")).endsWith(" nobody");
        }
        apiServer.put(SECRETS + "one", json.createObjectNode());
        apiServer.put(SECRETS + "two", secret(Pem.of(data, "three.example")));
        await().atMost(SOON).until(() -> subject(port, "three.example").equals("CN=three.example"));
        assertThat(subject(port, "one.example"))
            .as("the last good one")
            .isEqualTo("CN=one.example");
      }
    }
  }
}
