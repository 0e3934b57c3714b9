package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/policies}, served as they are but for the addresses of the backends. */
class ExamplePoliciesTest {

  private static final Path EXAMPLES =
      Path.of("").toAbsolutePath().getParent().getParent().resolve("examples/policies");

  @TempDir Path folder;
  private FolderGateway gateway;

  @BeforeEach
  void copyTheExamples() throws IOException {
    gateway = new FolderGateway(folder);
    List<Path> files;
    try (Stream<Path> all = Files.list(EXAMPLES)) {
      files = all.toList();
    }
    String backend = "http://127.0.0.1:" + gateway.backendPort() + "/";
    files.forEach(
        file ->
            gateway.write(
                file.getFileName().toString(),
                text(file).replaceAll("http://orders.(\\w+).example", backend + "$1")));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void policiesAloneAnswerAndLimitTheCalls() {
    gateway.serve("--region", "West US");

    assertThat(gateway.get("/hello/you?times=2").replaceAll("\\s", ""))
        .isEqualTo("200{\"greetings\":[\"helloyoufromWestUS\",\"helloyoufromWestUS\"]}");
    for (int i = 0; i < 4; i++) {
      assertThat(gateway.get("/hello/you")).startsWith("200");
    }
    assertThat(gateway.get("/hello/you")).startsWith("429");
  }

  @Test
  @DisplayName("B96 the region's own backend is called")
  void eachRegionHasBackendsOfItsOwn() {
    gateway.serve("--region", "East Asia", "--zone", "3");

    assertThat(gateway.get("/orders/7")).isEqualTo("200 GET /eastasia/7 x-zone=3");
  }

  @Test
  void namedValuesAndFragmentsArePutInAndTheirEditsAreServed() {
    gateway.serve("--region", "West US", "--instance", "fabrikam");
    HttpResponse<String> answer = gateway.send(HttpRequest.newBuilder(gateway.uri("/greeting")));

    assertThat(answer.body()).isEqualTo("good morning");
    assertThat(answer.headers().firstValue("x-stamp")).contains("fabrikam in West US");
    gateway.write(
        "parts.yaml",
        text(EXAMPLES.resolve("parts.yaml"))
            .replace("good morning", "good night")
            .replace("} in {", "} at {"));
    await().until(() -> gateway.get("/greeting").equals("200 good night"));
    assertThat(
            gateway
                .send(HttpRequest.newBuilder(gateway.uri("/greeting")))
                .headers()
                .firstValue("x-stamp"))
        .contains("fabrikam at West US");
  }

  @Test
  void whatFailsSaysWhy() {
    gateway.backendAnswers(
        exchange -> {
          throw new IOException("breaks off");
        });
    gateway.serve("--region", "West US");
    HttpResponse<String> answer = gateway.send(HttpRequest.newBuilder(gateway.uri("/orders/7")));

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.headers().firstValue("x-failed")).contains("BackendConnectionFailure");
  }
}
