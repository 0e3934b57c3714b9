package dev.apim.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Kills the processes of a directory when this JVM is gone, however it went.
 *
 * <p>A shell reads from a pipe that only this JVM holds open; the end of the pipe is the signal. It
 * works after SIGKILL, where no shutdown hook runs.
 */
public final class Watchdog implements AutoCloseable {
  private static final String SCRIPT =
      """
      read -r answer
      [ "$answer" = over ] && exit 0
      for file in "$1"/pid/* "$1"/*/pid/* "$1"/*/*/pid/*; do
        [ -f "$file" ] || continue
        read -r pid started < "$file"
        kill -9 "$pid" 2>/dev/null
        rm -f "$file"
      done
      """;

  private final Process shell;

  private Watchdog(Process shell) {
    this.shell = shell;
  }

  /** Watches over all pid files under the directory, down to two levels. */
  public static Watchdog over(Path directory) {
    try {
      return new Watchdog(
          new ProcessBuilder(
                  List.of("setsid", "bash", "-c", SCRIPT, "watchdog", directory.toString()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For tests: the end of its input is what the death of this JVM looks like. */
  Process shell() {
    return shell;
  }

  @Override
  public void close() {
    try (var pipe = shell.getOutputStream()) {
      pipe.write("over\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    } catch (IOException e) {
      shell.destroy();
    }
  }
}
