package dev.apim.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.junit.Availability;
import dev.apim.e2e.process.Daemon;
import dev.apim.e2e.tools.Binaries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A run that was killed")
class KilledRunIT {
  @Test
  @DisplayName("leaves no process, and its folder goes with the next run")
  void leavesNothing() throws Exception {
    ClusterSpec spec = ClusterSpec.named("killed").withZones("1").withNodesPerZone(1);
    ClusterProvider local = ClusterProvider.of(ClusterProvider.Source.LOCAL);
    Availability.require(local, spec);
    Process run = startRun();
    try {
      Path directory = directoryOf(run);
      assertThat(Daemon.allIn(directory)).extracting(Daemon::name).contains("apiserver", "zone-1");

      run.destroyForcibly().waitFor();

      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(Daemon.allIn(directory)).noneMatch(Daemon::alive));
      RunDirectory.sweep(Binaries.locate());
      assertThat(Files.exists(directory)).isFalse();
    } finally {
      run.destroyForcibly();
    }
  }

  private static Process startRun() throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Run.class.getName()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path directoryOf(Process run) throws IOException {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(run.getInputStream()))) {
      return Path.of(reader.readLine());
    }
  }

  /** The program that is killed. */
  static final class Run {
    public static void main(String[] arguments) throws InterruptedException {
      Cluster cluster =
          ClusterProvider.of(ClusterProvider.Source.LOCAL)
              .start(ClusterSpec.named("killed").withZones("1").withNodesPerZone(1));
      System.out.println(cluster.kubeconfig().getParent());
      new java.util.concurrent.CountDownLatch(1).await();
    }
  }
}
