package dev.apim.e2e.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The log of a program")
class JavaProgramTest {
  @TempDir Path directory;

  @Test
  @DisplayName("shows warnings and errors that nobody expected, and nothing else")
  void showsUnexpectedTrouble() throws IOException {
    Files.createDirectories(directory.resolve("log"));
    Files.writeString(
        directory.resolve("log/program.log"),
        """
        2026-11-21 09:00:00,001 INFO  [dev.apim] all well, ERRORS=0
        2026-11-21 09:00:00,002 WARN  [dev.apim] disk is slow
        2026-11-21 09:00:00,003 WARN  [dev.apim] region is unreachable
        2026-11-21T09:00:00.004Z ERROR [main] it broke
        SEVERE: it broke elsewhere
        """);

    assertThat(program().unexpectedTrouble(List.of(Pattern.compile("region is unreachable"))))
        .extracting(line -> line.replaceAll(".*(WARN|ERROR|SEVERE)", "$1"))
        .containsExactly(
            "WARN  [dev.apim] disk is slow", "ERROR [main] it broke", "SEVERE: it broke elsewhere");
  }

  @Test
  @DisplayName("that was never written shows nothing")
  void withoutALogShowsNothing() {
    assertThat(program().unexpectedTrouble(List.of())).isEmpty();
  }

  private JavaProgram program() {
    return new JavaProgram(
        directory,
        "program",
        new Application(directory, directory, directory),
        64,
        Map.of(),
        URI.create("http://127.0.0.1:1/"));
  }
}
