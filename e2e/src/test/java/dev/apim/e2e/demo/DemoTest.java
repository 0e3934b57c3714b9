package dev.apim.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The demo's run")
class DemoTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  @TempDir private Path folder;

  @Test
  @DisplayName("ends at the step that fails, clears up and says so to people and programs")
  void endsAtTheStepThatFails() throws IOException {
    Path file = folder.resolve("deep/demo.json");
    Demo demo =
        new Demo(
            out,
            false,
            List.of(
                step("first", () -> "seen"),
                step("second", DemoTest::fail),
                step("third", () -> "never")));

    assertThat(demo.run(false, file)).isFalse();

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("> first\n  seen\n> second\n  FAILED: two zones of three\n")
        .contains("  FAILED    0.0 s  second\n")
        .endsWith("  not all steps went well\n")
        .doesNotContain("third");
    JsonNode report = new ObjectMapper().readTree(file.toFile());
    assertThat(report.path("ok").asBoolean(true)).isFalse();
    assertThat(report.path("steps").findValuesAsText("name"))
        .containsExactly("first", "second", "everything stopped and removed");
    assertThat(report.path("steps").findValuesAsText("ok"))
        .containsExactly("true", "false", "true");
  }

  @Test
  @DisplayName("is well when every step was")
  void isWellWhenEveryStepWas() {
    assertThat(new Demo(out, false, List.of(step("only", () -> "seen"))).run(false, null)).isTrue();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).endsWith("  all steps checked\n");
  }

  private static String fail() {
    throw new IllegalStateException("two zones of three");
  }

  private static Step step(String name, Supplier<String> seen) {
    return new Step() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String run(Stage stage) {
        return seen.get();
      }
    };
  }
}
