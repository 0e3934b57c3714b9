package dev.apim.e2e.bench.proxy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway process that serves a folder, and what its management port says. */
final class GatewayUnderTest implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final int managementPort;
  private final Process process;
  private final long startedAt;

  private GatewayUnderTest(Process process, int managementPort, long startedAt) {
    this.process = process;
    this.managementPort = managementPort;
    this.startedAt = startedAt;
  }

  /**
   * Starts it.
   *
   * @param java launcher and options
   */
  static GatewayUnderTest start(
      List<String> java, Path jar, Path config, int port, int managementPort, Path log)
      throws IOException {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("-jar", jar.toString(), "run", "--config", config.toString()));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--management-port", Integer.toString(managementPort)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    long now = System.nanoTime();
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new GatewayUnderTest(process, managementPort, now);
  }

  /** Waits until it is ready; milliseconds since its start. */
  double awaitReady() throws IOException, InterruptedException {
    while (!isReady()) {
      if (System.nanoTime() - startedAt > PATIENCE.toNanos() || !process.isAlive()) {
        throw new IOException("the gateway does not become ready");
      }
      Thread.sleep(2);
    }
    return (System.nanoTime() - startedAt) / 1e6;
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get("/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Number of the revision that it serves. */
  long sequence() throws IOException, InterruptedException {
    Matcher matcher = Pattern.compile("\"sequence\":(\\d+)").matcher(get("/ready").body());
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  /** Bytes on the heap. */
  double heapBytes() throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("\"heap\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + managementPort + path);
    return client.send(
        HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  long pid() {
    return process.pid();
  }

  double residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        / 1000.0;
  }

  /** Leaves in order. */
  void terminate() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  @Override
  public void close() {
    Contender.stop(process);
  }
}
