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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Starts the applications of the images, by their own options, in a folder not the build's. */
@EnabledOnOs(OS.LINUX)
class ClassArchiveIT {

  private static final Path JAVA = Path.of("target/java-runtime/bin/java").toAbsolutePath();

  @TempDir Path app;

  /** An application, a class of its own, and what it logs once it is up. */
  private enum Application {
    GATEWAY(" dev.apim.gateway.Gateway source: ", "Listening on port"),
    OPERATOR(" dev.apim.operator.config.Settings source: ", "Installed features:");

    private final String loaded;
    private final String up;

    Application(String loaded, String up) {
      this.loaded = loaded;
      this.up = up;
    }

    private String archived() {
      return loaded + "shared objects file (top)";
    }

    private String image() {
      return name().toLowerCase(Locale.ROOT);
    }

    private Rehearsal rehearsal() throws IOException {
      return this == GATEWAY ? new GatewayRehearsal() : OperatorRehearsal.prepare();
    }
  }

  /** What a start took until the ports were open. */
  record Start(Duration processor, Duration time, String classes) {}

  @ParameterizedTest
  @EnumSource
  void startsFromItsArchiveAndTakesLessOfTheProcessor(Application application) throws Exception {
    Archive image = unpack(application);
    Start with = start(application, image);
    Files.delete(app.resolve(application.image() + ".jsa"));
    Start without = start(application, image);

    System.out.printf(
        "%s start with class archive: %d ms of CPU, %d ms until up; without: %d, %d%n",
        application.image(),
        with.processor().toMillis(),
        with.time().toMillis(),
        without.processor().toMillis(),
        without.time().toMillis());
    assertThat(with.classes()).contains(application.archived());
    assertThat(without.classes())
        .contains(application.loaded)
        .doesNotContain(application.archived());
    assertThat(with.processor()).isLessThan(without.processor().multipliedBy(4).dividedBy(5));
  }

  @ParameterizedTest
  @EnumSource
  void anArchiveOfAnotherJarIsLeftAlone(Application application) throws Exception {
    Archive image = unpack(application);
    Files.setLastModifiedTime(
        app.resolve(application.image() + ".jar"), FileTime.fromMillis(1_000_000));

    assertThat(start(application, image).classes())
        .contains(application.loaded)
        .doesNotContain(application.archived());
  }

  @Test
  void otherOptionsThanThoseOfTheDumpDoNotKeepItFromStarting() throws Exception {
    Archive image = unpack(Application.GATEWAY);

    assertThat(start(Application.GATEWAY, image, "-XX:+UseZGC", "-XX:-UseCompressedOops").classes())
        .contains(Application.GATEWAY.loaded);
  }

  private Archive unpack(Application application) throws IOException {
    Archive image = Archive.read(Path.of("target", application.image() + "-image.tar"));
    for (Map.Entry<String, Archive.Entry> entry : image.content().entrySet()) {
      if (entry.getKey().startsWith("/app/")) {
        Path file = app.resolve(entry.getKey().substring("/app/".length()));
        Files.write(file, entry.getValue().content());
        Files.setLastModifiedTime(file, entry.getValue().header().getLastModifiedTime());
      }
    }
    return image;
  }

  private Start start(Application application, Archive image, String... options) throws Exception {
    Path classes = app.resolve("classes.log");
    Path log = app.resolve("log");
    try (Rehearsal rehearsal = application.rehearsal()) {
      long begun = System.nanoTime();
      Process process =
          new ProcessBuilder(command(image, rehearsal, classes, options))
              .directory(app.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try {
        await("start")
            .pollInterval(Duration.ofMillis(10))
            .atMost(Duration.ofSeconds(60))
            .until(() -> !process.isAlive() || Files.readString(log).contains(application.up));
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
  }

  private List<String> command(Archive image, Rehearsal rehearsal, Path classes, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    image
        .config()
        .at("/config/Entrypoint")
        .forEach(part -> command.add(part.asText().replace("/app/", app + "/")));
    command.set(0, JAVA.toString());
    List<String> environment = new ArrayList<>(List.of("/usr/bin/env", "-i"));
    rehearsal.settings(app).forEach((name, value) -> environment.add(name + "=" + value));
    environment.add(
        "JAVA_TOOL_OPTIONS="
            + imageOptions(image, options.length > 0)
            + " "
            + String.join(" ", options)
            + " -Xlog:class+load:file="
            + classes);
    environment.addAll(command);
    environment.replaceAll(part -> part.replace("/var/lib/apim", app.resolve("data").toString()));
    Files.createDirectories(app.resolve("data"));
    return environment;
  }

  private static String imageOptions(Archive image, boolean replaced) {
    for (var entry : image.config().at("/config/Env")) {
      if (!replaced && entry.asText().startsWith("JAVA_TOOL_OPTIONS=")) {
        return entry.asText().substring("JAVA_TOOL_OPTIONS=".length());
      }
    }
    return "";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
