package dev.apim.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apim.e2e.cluster.ClusterProvider;
import dev.apim.e2e.junit.Alone;
import dev.apim.e2e.junit.Availability;
import dev.apim.e2e.lab.Script;
import dev.apim.e2e.lab.Script.Ended;
import dev.apim.e2e.region.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The demo")
@Alone
class DemoE2E {
  private static final Duration LIMIT = Duration.ofMinutes(8);

  @TempDir private Path folder;

  @BeforeEach
  void needBinaries() {
    Availability.require(
        ClusterProvider.of(ClusterProvider.Source.LOCAL), Place.ALL.get(0).cluster(false));
  }

  @Test
  @DisplayName("checks every step and reports in the promised form")
  void checksEveryStep() throws IOException {
    Path file = folder.resolve("demo.json");

    Ended ended = Script.lab(Map.of()).run(LIMIT, "demo", "--json", file.toString());

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    JsonNode report = new ObjectMapper().readTree(file.toFile());
    assertThat(report.path("ok").asBoolean()).isTrue();
    assertThat(report.path("steps")).hasSize(13);
    assertThat(report.path("steps"))
        .allSatisfy(
            step -> {
              assertThat(step.path("name").asText()).isNotBlank();
              assertThat(step.path("ok").asBoolean()).isTrue();
              assertThat(step.path("ms").isIntegralNumber()).isTrue();
            });
    for (String region : new String[] {"West US", "East Asia"}) {
      assertThat(report.at("/placement/" + region).toString())
          .isEqualTo("{\"1\":2,\"2\":2,\"3\":2}");
      assertThat(report.at("/propagationMs/" + region).asLong()).isBetween(1L, 3000L);
    }
  }

  @Test
  @DisplayName("ends with 1 and says which step it was when one fails, here for want of Go")
  void aFailedStepIsToldAndEndsIt() throws IOException {
    Path file = folder.resolve("failed.json");
    Path go = Files.createDirectory(folder.resolve("bin")).resolve("go");
    Files.writeString(go, "#!/bin/sh\nexit 1\n");
    Files.setPosixFilePermissions(go, PosixFilePermissions.fromString("rwxr-xr-x"));
    String path = go.getParent() + ":" + System.getenv("PATH");

    Ended ended =
        Script.lab(Map.of("PATH", path, "APIM_BINARIES", ""))
            .run(LIMIT, "demo", "--json", file.toString());

    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
    assertThat(ended.output()).contains("FAILED: Go (1.26 or later) is needed");
    JsonNode report = new ObjectMapper().readTree(file.toFile());
    assertThat(report.path("ok").asBoolean(true)).isFalse();
    assertThat(report.at("/steps/0/ok").asBoolean(true)).isFalse();
    assertThat(report.at("/steps/1/name").asText()).isEqualTo("everything stopped and removed");
    assertThat(report.path("steps")).hasSize(2);
  }
}
