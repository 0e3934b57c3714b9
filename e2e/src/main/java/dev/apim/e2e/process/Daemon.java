package dev.apim.e2e.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A long-lived process with a pid file and a log file, so that a later JVM can find, stop or freeze
 * it.
 *
 * <p>It runs in its own session: an interrupt typed at the terminal reaches only the JVM, which
 * then stops its processes in order. The pid file holds the start time too, so a reused pid is
 * never signalled.
 */
public final class Daemon {
  private final Path directory;
  private final String name;

  private Daemon(Path directory, String name) {
    this.directory = directory;
    this.name = name;
  }

  /** The process of that name under the directory, whether it runs or not. */
  public static Daemon of(Path directory, String name) {
    return new Daemon(directory, name);
  }

  /** All processes that have a pid file under the directory. */
  public static List<Daemon> allIn(Path directory) {
    Path pids = directory.resolve("pid");
    if (!Files.isDirectory(pids)) {
      return List.of();
    }
    try (var files = Files.list(pids)) {
      return files.map(file -> of(directory, file.getFileName().toString())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts the process; output goes to {@code log/NAME.log}, appended.
   *
   * @throws IllegalStateException if it already runs
   */
  public Daemon start(List<String> command, Map<String, String> environment) {
    if (alive()) {
      throw new IllegalStateException(name + " already runs in " + directory);
    }
    try {
      Files.createDirectories(directory.resolve("pid"));
      Files.createDirectories(log().getParent());
      List<String> argv = new ArrayList<>(List.of("setsid"));
      argv.addAll(command);
      ProcessBuilder builder = new ProcessBuilder(argv);
      builder.environment().putAll(environment);
      builder.redirectInput(new File("/dev/null"));
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      ProcessHandle handle = builder.start().toHandle();
      Files.writeString(pidFile(), handle.pid() + " " + startOf(handle));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  public String name() {
    return name;
  }

  public Path log() {
    return directory.resolve("log").resolve(name + ".log");
  }

  /** Begins a new log at the next start. */
  public void forgetLog() {
    Trees.delete(log());
  }

  public boolean alive() {
    return handle().map(ProcessHandle::isAlive).orElse(false);
  }

  /** The pid while the process lives. */
  public Optional<Long> pid() {
    return handle().map(ProcessHandle::pid);
  }

  /** Asks the process to end and kills it when it has not within the time. */
  public void stop(Duration grace) {
    handle()
        .ifPresent(
            process -> {
              signal(process, "CONT");
              process.destroy();
              if (!awaitExit(process, grace)) {
                process.destroyForcibly();
                awaitExit(process, Duration.ofSeconds(5));
              }
            });
    forget();
  }

  /** Ends the process at once, as a crash would. */
  public void kill() {
    handle()
        .ifPresent(
            process -> {
              process.destroyForcibly();
              awaitExit(process, Duration.ofSeconds(5));
            });
    forget();
  }

  /** Freezes the process: it holds its connections and answers nothing. */
  public void freeze() {
    handle().ifPresent(process -> signal(process, "STOP"));
  }

  public void thaw() {
    handle().ifPresent(process -> signal(process, "CONT"));
  }

  /** Whether the process is held by {@link #freeze()}. */
  public boolean frozen() {
    return handle()
        .map(process -> Path.of("/proc", Long.toString(process.pid()), "stat"))
        .map(Daemon::state)
        .map(state -> state == 'T')
        .orElse(false);
  }

  private static char state(Path stat) {
    try {
      String text = Files.readString(stat);
      return text.charAt(text.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return 'X';
    }
  }

  /** The last lines of the log, for messages. */
  public String tail(int lines) {
    try {
      List<String> all = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "(log cannot be read: " + e + ")";
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private Optional<ProcessHandle> handle() {
    try {
      if (!Files.exists(pidFile())) {
        return Optional.empty();
      }
      String[] fields = Files.readString(pidFile()).trim().split(" ");
      return ProcessHandle.of(Long.parseLong(fields[0]))
          .filter(process -> startOf(process) == Long.parseLong(fields[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static void signal(ProcessHandle process, String signal) {
    Commands.run(List.of("kill", "-" + signal, Long.toString(process.pid())));
  }

  private static boolean awaitExit(ProcessHandle process, Duration limit) {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void forget() {
    try {
      Files.deleteIfExists(pidFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pidFile() {
    return directory.resolve("pid").resolve(name);
  }
}
