package dev.apim.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What remains of a folder's programs")
class RemainsTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("is the folder, and each program that was started in it")
  void isTheFolderAndItsPrograms() throws IOException {
    Process program = start("kwok");
    try {
      assertThat(Remains.of(folder).now())
          .containsExactly("folder " + folder, trace(program, "kwok"));
      assertThat(Remains.ofProgramsIn(folder).now()).containsExactly(trace(program, "kwok"));
    } finally {
      program.destroyForcibly();
    }
  }

  @Test
  @DisplayName("is nothing as soon as the programs have ended, for which it waits")
  void isNothingInTheEnd() throws IOException {
    Process program = start("etcd");
    Remains remains = Remains.ofProgramsIn(folder);
    assertThat(remains.now()).hasSize(1);

    program.destroyForcibly();

    assertThat(Remains.after(Duration.ofSeconds(10), List.of(remains, Remains.none()))).isEmpty();
  }

  @Test
  @DisplayName("is told when it does not end, and leaves out what a person runs there")
  void isToldWhenItStays() throws IOException {
    Process program = start("kubelet");
    Process person = start("less");
    try {
      assertThat(Remains.after(Duration.ofMillis(200), List.of(Remains.ofProgramsIn(folder))))
          .containsExactly(trace(program, "kubelet"));
    } finally {
      program.destroyForcibly();
      person.destroyForcibly();
    }
  }

  /** A program of that name which waits. */
  private Process start(String name) throws IOException {
    Path copy = folder.resolve(name);
    Files.copy(Path.of("/bin/sleep"), copy, StandardCopyOption.COPY_ATTRIBUTES);
    return new ProcessBuilder(copy.toString(), "60").start();
  }

  private String trace(Process program, String name) {
    return "process " + program.pid() + " " + folder.resolve(name);
  }
}
