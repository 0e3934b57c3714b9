package dev.apim.gateway;

import static dev.apim.gateway.FolderGateway.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend that accepts connections and says nothing, over HTTP/2. */
class MuteBackendTest {

  private static final String POLICY =
      """
      <policies>
        <inbound><base /><set-variable name="some" value="thing" /></inbound>
        <backend><forward-request%s /></backend>
        <outbound><base /></outbound>
        <on-error><base /></on-error>
      </policies>
      """;

  private static final List<String> APIS = List.of("plain", "guarded", "limited");

  private final Vertx vertx = Vertx.vertx();
  private FolderGateway gateway;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    int port =
        vertx
            .createNetServer()
            .connectHandler(mute -> {})
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    String url = "http://127.0.0.1:" + port;
    String breaker = "circuitBreaker: {failureCount: 2, tripSeconds: 60}";
    gateway = new FolderGateway(folder);
    for (String api : APIS) {
      gateway
          .write(api + "-backend.yaml", TestBackend.backend(api, url, "protocol: Http2", breaker))
          .write(api + ".yaml", TestBackend.api(api, api));
    }
    gateway
        .policy("guarded-policy.yaml", "guarded", POLICY.formatted(""))
        .policy("limited-policy.yaml", "limited", POLICY.formatted(" timeout=\"1\""))
        .set("APIM_BACKEND_SILENCE_SECONDS", "0.5")
        .set("APIM_STREAM_SILENCE_SECONDS", "3600")
        .serve();
  }

  @AfterEach
  void stop() {
    gateway.close();
    vertx.close().await();
  }

  /** The status that a call of gRPC gets. */
  private int call(HttpClient client, String api) throws TimeoutException {
    return client
        .request(HttpMethod.POST, gateway.port(), "127.0.0.1", "/" + api)
        .compose(call -> call.putHeader("Content-Type", "application/grpc").send("x"))
        .await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .statusCode();
  }

  @Test
  @DisplayName("B115 a backend that never says a word over HTTP/2 has taken too long, gRPC or not")
  void aBackendThatNeverSaysAWordHasTakenTooLong() throws TimeoutException {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    for (String api : APIS) {
      assertThat(call(client, api)).as(api).isEqualTo(504);
      assertThat(gateway.get("/" + api)).as(api).startsWith("504");
      assertThat(gateway.get("/" + api)).as(api + ", its breaker open").startsWith("503");
      assertThat(gateway.management("/metrics"))
          .containsPattern("backend_errors_total\\{api=\"" + api + "\",error=\"timeout\".*} 2.0");
    }
  }
}
