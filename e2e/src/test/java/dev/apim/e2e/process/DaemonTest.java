package dev.apim.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A daemon")
class DaemonTest {
  private static final List<String> COUNTING =
      List.of(
          "bash", "-c", "trap 'echo ended; exit 0' TERM; while :; do echo tick; sleep 0.1; done");

  @TempDir Path directory;

  @AfterEach
  void stop() {
    Daemon.allIn(directory).forEach(Daemon::kill);
  }

  @Test
  @DisplayName("is found again by its name alone, and ends when asked to")
  void isFoundAgain() {
    Daemon.of(directory, "counter").start(COUNTING, Map.of());

    Daemon found = Daemon.of(directory, "counter");
    assertThat(found.alive()).isTrue();
    await().until(() -> found.tail(1).equals("tick"));
    found.stop(Duration.ofSeconds(5));

    assertThat(found.alive()).isFalse();
    assertThat(found.tail(1)).isEqualTo("ended");
    assertThat(Daemon.allIn(directory)).isEmpty();
  }

  @Test
  @DisplayName("says nothing while frozen and goes on afterwards")
  void canBeFrozen() throws IOException {
    Daemon daemon = Daemon.of(directory, "counter").start(COUNTING, Map.of());
    await().until(() -> Files.size(daemon.log()) > 0);

    daemon.freeze();
    await().until(daemon::frozen);
    long size = Files.size(daemon.log());
    await().during(Duration.ofMillis(400)).until(() -> Files.size(daemon.log()) == size);
    daemon.thaw();

    await().until(() -> Files.size(daemon.log()) > size);
    assertThat(daemon.frozen()).isFalse();
  }

  @Test
  @DisplayName("is not confused with another process that has got its pid")
  void isNotConfusedByAReusedPid() throws IOException {
    Files.createDirectories(directory.resolve("pid"));
    Files.writeString(directory.resolve("pid/old"), ProcessHandle.current().pid() + " 12345");

    Daemon daemon = Daemon.of(directory, "old");

    assertThat(daemon.alive()).isFalse();
    daemon.kill();
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  @DisplayName("ends with its watchdog's owner, however that one ended")
  void endsWithTheOwner() throws IOException {
    Daemon daemon = Daemon.of(directory.resolve("cluster"), "counter").start(COUNTING, Map.of());
    Process shell = watchdogShell();

    shell.getOutputStream().close();

    await().atMost(Duration.ofSeconds(5)).until(() -> !daemon.alive());
  }

  @Test
  @DisplayName("stays when the watchdog is called off")
  void staysWhenCalledOff() {
    Daemon daemon = Daemon.of(directory.resolve("cluster"), "counter").start(COUNTING, Map.of());
    Watchdog watchdog = Watchdog.over(directory);

    watchdog.close();

    await().during(Duration.ofMillis(500)).until(daemon::alive);
    daemon.kill();
  }

  /** The end of the pipe is what the death of a JVM looks like to the shell. */
  private Process watchdogShell() {
    return Watchdog.over(directory).shell();
  }
}
