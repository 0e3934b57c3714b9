package dev.apim.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.lab.Script;
import dev.apim.e2e.lab.Script.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code e2e/bin/bench} as a program, with the bench that needs no cluster. */
@SideBySide
@DisplayName("The program of the benches")
class BenchProgramE2E {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  @DisplayName("prints a table, then one JSON object as its last line, which goes to a file too")
  void printsATableAndJson() throws IOException {
    Path file = folder.resolve("bench.json");

    Ended ended =
        Script.bench()
            .run(LIMIT, "gateway", "--case", "start", "--samples", "1", "--json", file.toString());

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    List<String> lines = ended.output().lines().toList();
    assertThat(lines).anyMatch(line -> line.matches("bench +gateway"));
    String last = lines.get(lines.size() - 1);
    JsonNode figures = new ObjectMapper().readTree(last);
    assertThat(figures.path("bench").asText()).isEqualTo("gateway");
    assertThat(figures.path("start").isObject()).isTrue();
    assertThat(Files.readString(file)).isEqualTo(last + "\n");
  }

  @Test
  @DisplayName("names the benches when there is none of that name")
  void namesTheBenches() {
    Ended ended = Script.bench().run(LIMIT, "speed");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.output()).contains("no bench speed; there are units, propagation,");
  }

  @Test
  @DisplayName("refuses fewer regions than propagation needs")
  void refusesOneRegion() {
    Ended ended = Script.bench().run(LIMIT, "propagation", "--regions", "1");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.output()).contains("--regions is two or more, not 1");
  }
}
