package dev.apim.gateway;

import static dev.apim.gateway.FolderGateway.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.gateway.fixture.KeyPairs;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackendTlsTest {

  private final Vertx vertx = Vertx.vertx();
  private FolderGateway gateway;

  @BeforeAll
  void start(@TempDir Path keys, @TempDir Path folder) throws IOException {
    Path store = KeyPairs.make(keys, "backend.p12", "orders.example");
    TestBackend backend =
        new TestBackend(
            vertx,
            "b",
            new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setSni(true)
                .setKeyCertOptions(
                    new PfxOptions().setPath(store.toString()).setPassword(KeyPairs.PASSWORD)),
            0);
    backend.does(
        request ->
            request
                .response()
                .end(request.version() + " " + request.connection().indicatedServerName()));
    String pem = "  caCertificates: |\n" + KeyPairs.certificate(store).indent(4).stripTrailing();
    String name = "  serverName: orders.example";
    gateway = new FolderGateway(folder);
    add("full", backend, "tls:", pem, name);
    add("second", backend, "protocol: Http2", "tls:", pem, name);
    add("wrongname", backend, "tls:", pem, "  serverName: other.example");
    add("unknown", backend, "tls:", name);
    add("anything", backend, "tls: {verification: None}");
    add("nothing", backend);
    gateway.serve();
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
    "wrongname, 502",
    "unknown, 502",
    "nothing, 502"
  })
  void aBackendIsCheckedAsItsObjectSays(String api, String expected) {
    // on a busy machine a first handshake may take longer than a connection may
    await().atMost(LIMIT).until(() -> gateway.get("/" + api).startsWith(expected));
  }

  @Test
  void aBackendThatIsNotBelievedIsToldApart() {
    assertThat(gateway.get("/unknown"))
        .isEqualTo("502 { \"statusCode\": 502, \"message\": \"The backend did not answer\" }");
    assertThat(gateway.management("/metrics"))
        .containsPattern("apim_gateway_backend_errors_total\\{api=\"unknown\",error=\"connect\"");
  }
}
