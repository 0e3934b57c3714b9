package dev.apim.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts the gateway of the image, by its own options, in a folder that is not the build's. */
@EnabledOnOs(OS.LINUX)
class ClassArchiveIT {

  private static final Archive IMAGE = Archive.read(Path.of("target/gateway-image.tar"));
  private static final Path JAVA = Path.of("target/java-runtime/bin/java").toAbsolutePath();
  private static final String GATEWAY = " dev.apim.gateway.Gateway source: ";
  private static final String ARCHIVED = GATEWAY + "shared objects file (top)";

  @TempDir Path app;

  /** What a start took until the ports were open. */
  record Start(Duration processor, Duration time, String classes) {}

  @BeforeEach
  void unpackTheApplication() throws IOException {
    for (Map.Entry<String, Archive.Entry> entry : IMAGE.content().entrySet()) {
      if (entry.getKey().startsWith("/app/")) {
        Path file = app.resolve(entry.getKey().substring("/app/".length()));
        Files.write(file, entry.getValue().content());
        Files.setLastModifiedTime(file, entry.getValue().header().getLastModifiedTime());
      }
    }
  }

  @Test
  void theGatewayStartsFromItsArchiveAndTakesAThirdLessOfTheProcessor() throws Exception {
    Start with = start();
    Files.delete(app.resolve(ClassArchive.NAME));
    Start without = start();

    System.out.printf(
        "gateway start with class archive: %d ms of CPU, %d ms until ready; without: %d, %d%n",
        with.processor().toMillis(),
        with.time().toMillis(),
        without.processor().toMillis(),
        without.time().toMillis());
    assertThat(with.classes()).contains(ARCHIVED);
    assertThat(without.classes()).contains(GATEWAY).doesNotContain(ARCHIVED);
    assertThat(with.processor()).isLessThan(without.processor().multipliedBy(2).dividedBy(3));
  }

  @Test
  void anArchiveOfAnotherJarIsLeftAlone() throws Exception {
    Files.setLastModifiedTime(app.resolve(ClassArchive.JAR), FileTime.fromMillis(1_000_000));

    assertThat(start().classes()).contains(GATEWAY).doesNotContain(ARCHIVED);
  }

  @Test
  void otherOptionsThanThoseOfTheDumpDoNotKeepItFromStarting() throws Exception {
    assertThat(start("-XX:+UseZGC", "-XX:-UseCompressedOops").classes()).contains(GATEWAY);
  }

  private Start start(String... options) throws Exception {
    Path classes = app.resolve("classes.log");
    Path log = app.resolve("log");
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder(command(classes, options))
            .directory(app.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      await("start")
          .pollInterval(Duration.ofMillis(10))
          .atMost(Duration.ofSeconds(60))
          .until(() -> !process.isAlive() || Files.readString(log).contains("Listening on port"));
      Duration time = Duration.ofNanos(System.nanoTime() - begun);
      assertThat(process.isAlive()).as(() -> read(log)).isTrue();
      Duration processor = process.info().totalCpuDuration().orElseThrow();
      return new Start(processor, time, read(classes));
    } finally {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private List<String> command(Path classes, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    IMAGE
        .config()
        .at("/config/Entrypoint")
        .forEach(part -> command.add(part.asText().replace("/app/", app + "/")));
    command.set(0, JAVA.toString());
    Path kubeconfig =
        Files.writeString(app.resolve("kubeconfig"), ImagesIT.kubeconfig("http://127.0.0.1:1"));
    List<String> environment = new ArrayList<>(List.of("/usr/bin/env", "-i"));
    settings(kubeconfig).forEach((name, value) -> environment.add(name + "=" + value));
    environment.add(
        "JAVA_TOOL_OPTIONS="
            + imageOptions(options.length > 0)
            + " "
            + String.join(" ", options)
            + " -Xlog:class+load:file="
            + classes);
    environment.addAll(command);
    environment.replaceAll(part -> part.replace("/var/lib/apim", app.resolve("data").toString()));
    Files.createDirectories(app.resolve("data"));
    return environment;
  }

  private static String imageOptions(boolean replaced) {
    for (var entry : IMAGE.config().at("/config/Env")) {
      if (!replaced && entry.asText().startsWith("JAVA_TOOL_OPTIONS=")) {
        return entry.asText().substring("JAVA_TOOL_OPTIONS=".length());
      }
    }
    return "";
  }

  private static Map<String, String> settings(Path kubeconfig) {
    return Map.of(
        "APIM_INSTANCE", "contoso",
        "APIM_LOCATION", "westus",
        "APIM_NAMESPACE", "default",
        "APIM_REPLICA_NAME", "gateway-1",
        "APIM_HTTP_PORT", "0",
        "APIM_MANAGEMENT_PORT", "0",
        "APIM_DATA_DIR", "/var/lib/apim",
        "KUBECONFIG", kubeconfig.toString());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
