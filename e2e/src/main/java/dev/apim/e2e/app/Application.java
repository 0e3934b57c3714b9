package dev.apim.e2e.app;

import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An application as it was built. Where its image has been built too, it starts as in there: on the
 * image's runtime, with the archive of its classes, which takes half the processor time.
 *
 * @param jar built by its own module
 * @param image what was packed into the image: the same jar and the archive of its classes
 * @param runtime the Java of the images
 */
record Application(Path jar, Path image, Path runtime) {

  static Application gateway() {
    return of("gateway", "gateway-image/gateway/target/gateway.jar");
  }

  static Application operator() {
    return of("operator", "operator/target/operator.jar");
  }

  private static Application of(String name, String jar) {
    Path images = Home.tree().resolve("gateway-image/image/target");
    return new Application(
        Home.tree().resolve(jar),
        images.resolve(name + "-classes"),
        images.resolve("java-runtime/bin/java"));
  }

  /**
   * The command line.
   *
   * @throws IllegalStateException when it has not been built
   */
  List<String> command(List<String> options) {
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing: build it first, mvn -DskipTests package");
    }
    List<String> command = new ArrayList<>();
    if (imageIsOfThisJar()) {
      // an archive is taken only for a jar at the path that it was dumped with
      command.addAll(List.of("env", "-C", image.toString(), runtime.toString()));
      command.add("-XX:SharedArchiveFile=" + archive().getFileName());
      command.addAll(options);
      command.addAll(List.of("-jar", jar.getFileName().toString()));
    } else {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(options);
      command.addAll(List.of("-jar", jar.toString()));
    }
    return command;
  }

  private boolean imageIsOfThisJar() {
    try {
      return Files.exists(archive())
          && Files.exists(runtime)
          && Files.getLastModifiedTime(archive()).compareTo(Files.getLastModifiedTime(jar)) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path archive() {
    return image.resolve(jar.getFileName().toString().replaceFirst("\\.jar$", ".jsa"));
  }
}
