package dev.apim.e2e.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An application")
class ApplicationTest {
  private static final FileTime EARLY = FileTime.fromMillis(1_000_000);
  private static final FileTime LATE = FileTime.fromMillis(2_000_000);

  @TempDir Path directory;
  private Application application;

  @BeforeEach
  void describe() {
    application =
        new Application(
            directory.resolve("gateway.jar"),
            directory.resolve("image"),
            directory.resolve("java"));
  }

  @Test
  @DisplayName("starts as in its image where that was built after the jar")
  void startsAsInItsImage() throws IOException {
    write("gateway.jar", EARLY);
    write("java", EARLY);
    write("image/gateway.jsa", LATE);

    assertThat(application.command(List.of("-Xmx64m")))
        .containsExactly(
            "env",
            "-C",
            directory.resolve("image").toString(),
            directory.resolve("java").toString(),
            "-XX:SharedArchiveFile=gateway.jsa",
            "-Xmx64m",
            "-jar",
            "gateway.jar");
  }

  @Test
  @DisplayName("starts from a jar that is newer than its image")
  void startsFromANewerJar() throws IOException {
    write("gateway.jar", LATE);
    write("java", EARLY);
    write("image/gateway.jsa", EARLY);

    assertThat(application.command(List.of()))
        .endsWith("-jar", directory.resolve("gateway.jar").toString())
        .doesNotContain("env");
  }

  @Test
  @DisplayName("starts from its jar where no image was built")
  void startsWithoutAnImage() throws IOException {
    write("gateway.jar", EARLY);

    assertThat(application.command(List.of()))
        .endsWith("-jar", directory.resolve("gateway.jar").toString());
  }

  @Test
  @DisplayName("that was not built says how to build it")
  void saysHowToBuildIt() {
    assertThatThrownBy(() -> application.command(List.of()))
        .hasMessageContaining("gateway.jar is missing: build it first, mvn -DskipTests package");
  }

  private void write(String name, FileTime time) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
    Files.setLastModifiedTime(file, time);
  }
}
