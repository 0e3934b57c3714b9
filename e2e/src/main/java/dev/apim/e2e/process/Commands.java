package dev.apim.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs short commands and hands back what they said. */
public final class Commands {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Commands() {}

  /** Runs the command; a failure is data in the result. */
  public static CommandResult run(List<String> command) {
    return run(command, Map.of(), null, null);
  }

  /**
   * Runs the command.
   *
   * @throws IllegalStateException with its output when it fails
   */
  public static String check(List<String> command) {
    return run(command).orThrow();
  }

  /**
   * Runs the command with more environment, in a directory, with standard input (all may be
   * absent).
   *
   * @throws IllegalStateException when it has not ended after five minutes
   */
  public static CommandResult run(
      List<String> command, Map<String, String> environment, Path directory, String input) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    try {
      Process process = builder.start();
      var out = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
      var err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
      try (var stdin = process.getOutputStream()) {
        if (input != null) {
          stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
      }
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("still running after " + LIMIT + ": " + command);
      }
      return new CommandResult(command, process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      return new CommandResult(command, 127, "", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: " + command, e);
    }
  }

  private static String read(java.io.InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
