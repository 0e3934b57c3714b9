package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {

  private static final String POLICY =
      """
<policies><inbound>
  <authentication-managed-identity resource="https://vault.example" client-id="c 1" output-token-variable-name="token" />
  <return-response><set-body>@((string)context.Variables["token"])</set-body></return-response>
</inbound><on-error>
  <return-response><set-status code="500" reason="x" /><set-body>@(context.LastError.Reason + ": " + context.LastError.Message)</set-body></return-response>
</on-error></policies>
""";

  @TempDir Path folder;
  private FolderGateway gateway;

  @BeforeEach
  void make() throws IOException {
    gateway = new FolderGateway(folder).api("orders").policy(POLICY);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  @DisplayName("a token comes from the endpoint and is kept until shortly before it expires")
  void aTokenComesFromTheEndpointAndIsKept() {
    gateway.backendAnswers(
        exchange ->
            FolderGateway.text(
                exchange,
                exchange.getRequestHeaders().containsKey("Metadata") ? 200 : 400,
                "{\"access_token\":\"t0ken\",\"expires_in\":\"3600\"}"));
    gateway.serve(
        "--identity-endpoint", "http://127.0.0.1:" + gateway.backendPort() + "/token?v=1");

    assertThat(gateway.get("/orders")).isEqualTo("200 t0ken");
    List<String> first = List.copyOf(gateway.asked());
    assertThat(first)
        .isNotEmpty()
        .allMatch(
            url -> url.equals("GET /token?v=1&resource=https%3A%2F%2Fvault.example&client_id=c+1"));
    for (int i = 0; i < 20; i++) {
      assertThat(gateway.get("/orders")).isEqualTo("200 t0ken");
    }
    assertThat(gateway.asked().size())
        .as("one question for each event loop")
        .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void anEndpointThatRefusesIsAnErrorOfThePolicy() {
    gateway.backendAnswers(exchange -> FolderGateway.text(exchange, 403, "no"));
    gateway.serve("--identity-endpoint", "http://127.0.0.1:" + gateway.backendPort() + "/token");

    assertThat(gateway.get("/orders"))
        .isEqualTo("500 TokenUnavailable: the identity endpoint answers 403");
  }

  @Test
  void aTokenMayLieInAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "projected\n");
    gateway.serve("--identity-token-file", file.toString());

    assertThat(gateway.get("/orders")).isEqualTo("200 projected");
  }

  @Test
  void withoutAnIdentityTheErrorSaysWhatToSet() {
    gateway.serve();

    assertThat(gateway.get("/orders")).contains("TokenUnavailable", "APIM_IDENTITY_ENDPOINT");
  }
}
