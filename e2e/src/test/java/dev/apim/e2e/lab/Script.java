package dev.apim.e2e.lab;

import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code e2e/bin/lab} or {@code bench} as a user does; the build is Maven's, so the script
 * makes none.
 */
public final class Script {
  private final String name;
  private final Map<String, String> environment;

  private Script(String name, Map<String, String> environment) {
    this.name = name;
    this.environment = environment;
  }

  /** {@code lab} with this environment besides the test's own. */
  public static Script lab(Map<String, String> environment) {
    return new Script("lab", environment);
  }

  /** {@code bench}. */
  public static Script bench() {
    return new Script("bench", Map.of());
  }

  /**
   * How a command ended.
   *
   * @param output what it printed, errors too
   */
  public record Ended(int exitCode, String output) {}

  /** Runs the command; it is ended with its children when it takes too long. */
  public Ended run(Duration limit, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Home.tree().resolve("e2e/bin").resolve(name).toString());
    command.addAll(List.of(arguments));
    try {
      Path output =
          Files.createDirectories(Home.tree().resolve("e2e/target/scripts"))
              .resolve(name + "-" + arguments[0] + ".log");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("APIM_BUILD", "never");
      builder.environment().putAll(environment);
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroy();
        process.waitFor(60, TimeUnit.SECONDS);
        return new Ended(-1, "still running after " + limit + ":\n" + Files.readString(output));
      }
      return new Ended(process.exitValue(), Files.readString(output));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
