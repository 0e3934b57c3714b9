package dev.apim.gateway;

import static dev.apim.gateway.FolderGateway.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {

  @TempDir Path folder;
  private FolderGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FolderGateway(folder);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aFolderIsServedWithoutAClusterAndAgainAfterEveryChange() {
    gateway.api("orders").serve();
    assertThat(gateway.get("/orders/7?x=1")).isEqualTo("200 GET /v1/7?x=1");

    gateway.api("orders-v2");
    await().atMost(LIMIT).until(() -> gateway.get("/orders-v2/7").equals("200 GET /v1/7"));
    assertThat(gateway.get("/orders/7")).startsWith("404");
  }

  @Test
  void aFileThatIsNoYamlChangesNothing() throws IOException {
    gateway.api("orders").serve();

    gateway.write("broken.yaml", "a: [").api("moved");
    await()
        .during(Duration.ofSeconds(1))
        .atMost(LIMIT)
        .until(() -> gateway.get("/orders").startsWith("200"));

    Files.delete(folder.resolve("broken.yaml"));
    await().atMost(LIMIT).until(() -> gateway.get("/moved").startsWith("200"));
  }

  @Test
  void anObjectWithAnErrorKeepsItsLastGoodVersion() throws IOException {
    gateway.api("orders").serve();

    String yaml = Files.readString(folder.resolve("api.yaml"));
    gateway.write("api.yaml", yaml.replaceAll("http://[^\"]*", "http://:1"));
    gateway.write(
        "other.yaml",
        yaml.replace("name: orders", "name: other").replace("path: orders", "path: other"));
    await().atMost(LIMIT).until(() -> gateway.get("/other").startsWith("200"));
    assertThat(gateway.get("/orders")).startsWith("200");
  }

  @Test
  void withoutAnyFileItWaitsForOneAndAnswersNothing() {
    gateway.serve();
    assertThat(gateway.get("/orders")).startsWith("404");

    gateway.api("orders");
    await().atMost(LIMIT).until(() -> gateway.get("/orders").startsWith("200"));
  }
}
