package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleBackendsTest {

  private static final Path EXAMPLE =
      Path.of("").toAbsolutePath().getParent().getParent().resolve("examples/backends/orders.yaml");

  @TempDir Path folder;

  @Test
  @DisplayName("B98 the other region answers while the own one cannot")
  void theOtherRegionAnswersWhileTheOwnOneCannot() throws IOException {
    try (FolderGateway gateway = new FolderGateway(folder)) {
      String backend = "http://127.0.0.1:" + gateway.backendPort() + "/eastasia";
      gateway
          .write(
              "orders.yaml",
              Files.readString(EXAMPLE)
                  .replace("http://orders.westus.example", "http://127.0.0.1:1")
                  .replace("http://orders.eastasia.example", backend))
          .serve();
      assertThat(gateway.get("/orders/7")).isEqualTo("200 GET /eastasia/7 x-caller=fabrikam");
    }
  }
}
