package dev.apim.gateway;

import static dev.apim.gateway.FolderGateway.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.gateway.fixture.Pem;
import dev.apim.gateway.fixture.RawClient;
import dev.apim.policy.PemBundle;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackendTlsTest {

  private static final String CALLER =
      """
      apiVersion: apim.dev/v1alpha1
      kind: NamedValue
      metadata: {name: caller}
      spec: {instanceRef: {name: contoso}, secretRef: {name: caller-tls}}
      """;

  private final Vertx vertx = Vertx.vertx();
  private FolderGateway gateway;

  @BeforeAll
  void start(@TempDir Path keys, @TempDir Path folder) throws IOException {
    Pem own = Pem.of(keys, "orders.example");
    Pem caller = Pem.of(keys, "gateway.example");
    TestBackend backend = backend(own, options -> {});
    TestBackend asking =
        backend(
            own,
            options ->
                options
                    .setClientAuth(ClientAuth.REQUIRED)
                    .setTrustOptions(
                        new PemTrustOptions().addCertValue(Buffer.buffer(caller.certificate()))));
    String pem = "  caCertificates: |\n" + own.certificate().indent(4).stripTrailing();
    String name = "  serverName: orders.example";
    gateway = new FolderGateway(folder);
    add("full", backend, "tls:", pem, name);
    add("second", backend, "protocol: Http2", "tls:", pem, name);
    add("wrongname", backend, "tls:", pem, "  serverName: other.example");
    add("unknown", backend, "tls:", name);
    add("anything", backend, "tls: {verification: None}");
    add("nothing", backend);
    add("careless", backend, "tls: {verification: None}");
    add("careful", backend, "tls: {verification: Full}");
    add("careless2", backend, "protocol: Http2", "tls: {verification: None}");
    add("careful2", backend, "protocol: Http2", "tls: {verification: Full}");
    add("nobody", asking, "tls:", pem, name);
    String shown =
        "  clientCertificate: {certificate: \"{{caller-cert}}\", key: \"{{caller-key}}\"}";
    add("mutual", asking, "tls:", pem, name, shown);
    add("mutual2", asking, "protocol: Http2", "tls:", pem, name, shown);
    signs("byid", "certificate-id=\"caller\"", asking, pem, name);
    signs("byprint", "thumbprint=\"{{caller-print}}\"", asking, pem, name);
    gateway.write("caller.yaml", CALLER + secret(caller));
    String print = PemBundle.of(caller.certificate()).thumbprint();
    gateway.write("print.yaml", namedValue("caller-print", print).replace("|", ">-"));
    gateway.write("cert.yaml", namedValue("caller-cert", caller.certificate()));
    gateway.write("key.yaml", namedValue("caller-key", caller.key()));
    gateway.serve();
  }

  private TestBackend backend(Pem pem, Consumer<HttpServerOptions> more) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setSni(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(pem.certificate()))
                    .addKeyValue(Buffer.buffer(pem.key())));
    more.accept(options);
    TestBackend backend = new TestBackend(vertx, "b", options, 0);
    backend.does(
        request ->
            request
                .response()
                .end(request.version() + " " + request.connection().indicatedServerName()));
    return backend;
  }

  private void signs(
      String name, String attribute, TestBackend backend, String authorities, String server) {
    add(name, backend, "tls:", authorities, server);
    gateway.policy(
        name + "-policy.yaml",
        name,
        "<policies><inbound><authentication-certificate " + attribute + " /></inbound></policies>");
  }

  private static String secret(Pem pem) {
    return """
           ---
           apiVersion: v1
           kind: Secret
           metadata: {name: caller-tls}
           type: kubernetes.io/tls
           stringData:
             tls.crt: |
           """
        + pem.certificate().indent(4)
        + "  tls.key: |\n"
        + pem.key().indent(4);
  }

  private static String namedValue(String name, String value) {
    return """
           apiVersion: apim.dev/v1alpha1
           kind: NamedValue
           metadata: {name: %s}
           spec:
             instanceRef: {name: contoso}
             value: |
           """
            .formatted(name)
        + value.indent(4);
  }

  private void add(String name, TestBackend backend, String... more) {
    String url = "https://127.0.0.1:" + backend.port();
    gateway.write(name + ".yaml", TestBackend.backend(name, url, more));
    gateway.write(name + "-api.yaml", TestBackend.api(name, name));
  }

  @AfterAll
  void stop() {
    gateway.close();
    vertx.close().await();
  }

  @ParameterizedTest
  @CsvSource({
    "full, 200 HTTP_1_1 orders.example",
    "second, 200 HTTP_2 orders.example",
    "anything, 200 HTTP_1_1",
    "mutual, 200 HTTP_1_1 orders.example",
    "mutual2, 200 HTTP_2 orders.example",
    "byid, 200 HTTP_1_1 orders.example",
    "byprint, 200 HTTP_1_1 orders.example",
    "nobody, 502",
    "wrongname, 502",
    "unknown, 502",
    "nothing, 502"
  })
  void aBackendIsCheckedAsItsObjectSays(String api, String expected) {
    // on a busy machine a first handshake may take longer than a connection may
    await().atMost(LIMIT).until(() -> gateway.get("/" + api).startsWith(expected));
  }

  @ParameterizedTest
  @CsvSource({"careless, careful", "careless2, careful2"})
  void aConnectionThatWasNotVerifiedIsNotTakenWhereItIsToBe(String careless, String careful) {
    aBackendIsCheckedAsItsObjectSays(careless, "200");
    // requests of one connection are of one event loop, and would share connections
    try (RawClient client = new RawClient(gateway.port())) {
      client.write("GET /" + careless + " HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readUntil("HTTP_")).contains("HTTP/1.1 200");
      client.write("GET /" + careful + " HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readUntil("message")).contains("HTTP/1.1 502");
    }
  }

  @Test
  void aBackendThatIsNotBelievedIsToldApart() {
    assertThat(gateway.get("/unknown"))
        .isEqualTo("502 { \"statusCode\": 502, \"message\": \"The backend did not answer\" }");
    assertThat(gateway.management("/metrics"))
        .containsPattern("apim_gateway_backend_errors_total\\{api=\"unknown\",error=\"connect\"");
  }
}
