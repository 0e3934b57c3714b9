package dev.apim.e2e.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.process.CommandResult;
import dev.apim.e2e.process.Commands;
import dev.apim.e2e.process.Ports;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says of the gateway's jar without a cluster, typed as it stands there. */
class GatewayCommandsIT {

  private static final Path JAR =
      Home.tree().resolve("gateway-image/gateway/target/gateway.jar").toAbsolutePath();

  @TempDir Path work;

  @Test
  @DisplayName("B100 run --config serves the examples on policies")
  void runServesTheExamples() throws IOException {
    String port = Ports.free(1).get(0).toString();
    String folder = Home.tree().resolve("examples/policies").toString();
    Process gateway =
        new ProcessBuilder(java("run", "--config", folder, "--port", port))
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("gateway.log").toFile())
            .start();
    try {
      await("an answer")
          .atMost(Duration.ofSeconds(30))
          .until(() -> status(port, "/hello/you?times=3") == 200);
    } finally {
      gateway.destroyForcibly();
    }
  }

  @Test
  @DisplayName("B123 check tells a document that can be run from one that cannot, with the place")
  void checkTellsWithThePlace() throws IOException {
    Path good = Files.writeString(work.resolve("good.xml"), "<policies><inbound/></policies>");
    Path bad =
        Files.writeString(
            work.resolve("bad.xml"),
            "<policies>\n  <inbound>\n    <ip-filtr/>\n  </inbound>\n</policies>");

    CommandResult well = Commands.run(java("check", good.toString()));
    CommandResult wrong = Commands.run(java("check", good.toString(), bad.toString()));

    assertThat(well.exitCode()).as(well.out() + well.err()).isZero();
    assertThat(wrong.exitCode()).isNotZero();
    assertThat(wrong.out()).contains("bad.xml").contains("3:5").contains("ip-filtr");
  }

  @Test
  @DisplayName("without a command and settings it says what is missing and what there is to type")
  void withoutACommandItSaysWhatThereIs() {
    CommandResult ended = Commands.run(java());

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.out() + ended.err())
        .contains("Cannot start: ")
        .contains("APIM_")
        .contains("check FILE...")
        .contains("run --config DIR");
  }

  private static List<String> java(String... arguments) {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static int status(String port, String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
