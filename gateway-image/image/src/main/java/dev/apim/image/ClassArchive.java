package dev.apim.image;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gateway's classes as the runtime keeps them after loading, dumped by a short real run. A
 * gateway that maps them starts with less than half of the CPU time: what counts where many start
 * at once.
 *
 * <p>The runtime takes them only where the jar has the path, size and time that it had at the dump,
 * and loads classes from the jar otherwise. The path is therefore relative to the working folder.
 */
final class ClassArchive {

  static final String JAR = "gateway.jar";
  static final String NAME = "gateway.jsa";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LISTENING =
      Pattern.compile("Listening on port (\\d+), management on (\\d+)");

  /** No API server answers there; a gateway is alive without. */
  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: none, cluster: {server: "http://127.0.0.1:1"}}]
      users: [{name: none, user: {token: none}}]
      contexts: [{name: none, context: {cluster: none, user: none}}]
      current-context: none
      """;

  private final Path folder;

  private ClassArchive(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs a copy of the jar for a moment.
   *
   * @param runtime that of the image
   * @param options those of the image; another collector may need other archives
   */
  static ClassArchive dump(JavaRuntime runtime, Path jar, String options, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    Path copy = folder.resolve(JAR);
    Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(copy, FileTime.fromMillis(TarWriter.TIME_MILLIS));
    Files.deleteIfExists(folder.resolve(NAME));
    ClassArchive archive = new ClassArchive(folder);
    archive.run(runtime, options);
    if (!Files.exists(folder.resolve(NAME))) {
      throw new IOException("no " + NAME + " was written: " + archive.log());
    }
    return archive;
  }

  Path jar() {
    return folder.resolve(JAR);
  }

  Path file() {
    return folder.resolve(NAME);
  }

  private void run(JavaRuntime runtime, String options) throws IOException {
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), KUBECONFIG);
    List<String> command = new ArrayList<>(List.of(runtime.java().toString()));
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-XX:ArchiveClassesAtExit=" + NAME, "-Xlog:disable", "-jar", JAR));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(settings(kubeconfig));
    Process process =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    try {
      exercise(process);
      process.destroy();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("does not end: " + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private Map<String, String> settings(Path kubeconfig) {
    return Map.of(
        "APIM_INSTANCE", "none",
        "APIM_LOCATION", "none",
        "APIM_NAMESPACE", "none",
        "APIM_REPLICA_NAME", "none",
        "APIM_HTTP_PORT", "0",
        "APIM_MANAGEMENT_PORT", "0",
        "APIM_DATA_DIR", folder.resolve("data").toString(),
        "KUBECONFIG", kubeconfig.toString());
  }

  private void exercise(Process process) throws IOException, InterruptedException {
    Matcher ports = LISTENING.matcher(log());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!ports.find()) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        throw new IOException("the gateway does not start: " + log());
      }
      ports = LISTENING.matcher(log());
    }
    HttpClient client = HttpClient.newHttpClient();
    for (String address : List.of(ports.group(1) + "/", ports.group(2) + "/live")) {
      get(client, address);
    }
    get(client, ports.group(2) + "/ready");
    get(client, ports.group(2) + "/metrics");
  }

  private static void get(HttpClient client, String address)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + address);
    client.send(
        HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.discarding());
  }

  private String log() throws IOException {
    Path log = folder.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "";
  }
}
