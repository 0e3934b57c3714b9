package dev.apim.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SharedLibrariesTest {

  private static final Path JDK = Path.of(System.getProperty("java.home"));

  @Test
  void findsTheLoaderAndTheCLibraryButNotTheRuntimesOwn() throws IOException {
    assertThat(SharedLibraries.of(List.of(JDK.resolve("bin/java")), JDK))
        .anyMatch(library -> library.getFileName().toString().startsWith("ld-linux"))
        .anyMatch(library -> library.getFileName().toString().startsWith("libc.so"))
        .noneMatch(library -> library.startsWith(JDK))
        .allMatch(Path::isAbsolute);
  }
}
