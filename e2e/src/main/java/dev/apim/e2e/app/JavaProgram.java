package dev.apim.e2e.app;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.process.Daemon;
import dev.apim.e2e.process.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** A jar under a small JVM, with a log file and an address that says when it is ready. */
final class JavaProgram {
  /** The heap begins small, as in a container; else it is a share of this machine's memory. */
  private static final List<String> SMALL =
      List.of("-Xms16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k");

  private static final Pattern TROUBLE =
      Pattern.compile("(^|[\\s\\[])(WARN|WARNING|ERROR|SEVERE|FATAL)([\\s:\\]]|$)");

  private final Daemon daemon;
  private final Path directory;
  private final Application application;
  private final int heapMegabytes;
  private final Map<String, String> environment;
  private final URI ready;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private Watchdog watchdog;

  JavaProgram(
      Path directory,
      String name,
      Application application,
      int heapMegabytes,
      Map<String, String> environment,
      URI ready) {
    this.daemon = Daemon.of(directory, name);
    this.directory = directory;
    this.application = application;
    this.heapMegabytes = heapMegabytes;
    this.environment = Map.copyOf(environment);
    this.ready = ready;
  }

  /** From now on the program ends with this JVM. */
  void guard() {
    if (watchdog == null) {
      watchdog = Watchdog.over(directory);
      Runtime.getRuntime().addShutdownHook(new Thread(daemon::kill, "end of " + daemon.name()));
    }
  }

  void start() {
    List<String> options = new ArrayList<>(SMALL);
    options.add("-Xmx" + heapMegabytes + "m");
    // says in the list of processes whose it is
    options.add("-De2e.program=" + directory.resolve(daemon.name()));
    daemon.start(application.command(options), environment);
  }

  /**
   * Returns when the program answers 200 at its ready address.
   *
   * @throws IllegalStateException with the end of its log when it ends before, or is not ready in
   *     time
   */
  void awaitReady(Duration limit) {
    try {
      await(daemon.name() + " ready")
          .atMost(limit)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> isReady() || !daemon.alive());
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          daemon.name() + " is not ready after " + limit.toSeconds() + " s:\n" + daemon.tail(30),
          e);
    }
    if (!daemon.alive()) {
      throw new IllegalStateException(daemon.name() + " ended:\n" + daemon.tail(30));
    }
  }

  boolean isReady() {
    HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Lines that report trouble and match none of the expected patterns. */
  List<String> unexpectedTrouble(List<Pattern> expected) {
    try {
      if (!Files.exists(daemon.log())) {
        return List.of();
      }
      return Files.readAllLines(daemon.log()).stream()
          .filter(line -> TROUBLE.matcher(line).find())
          .filter(line -> expected.stream().noneMatch(pattern -> pattern.matcher(line).find()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Daemon daemon() {
    return daemon;
  }

  /** Resident memory in bytes. */
  long residentBytes() {
    return memory("VmRSS:");
  }

  /** The most memory that was resident at any time, in bytes. */
  long peakResidentBytes() {
    return memory("VmHWM:");
  }

  /** Processor time used so far. */
  double cpuSeconds() {
    return ProcessHandle.of(daemon.pid().orElseThrow())
            .flatMap(process -> process.info().totalCpuDuration())
            .orElseThrow()
            .toMillis()
        / 1e3;
  }

  private long memory(String row) {
    try {
      Path status = Path.of("/proc", Long.toString(daemon.pid().orElseThrow()), "status");
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(row))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void endGuard() {
    if (watchdog != null) {
      watchdog.close();
      watchdog = null;
    }
  }
}
