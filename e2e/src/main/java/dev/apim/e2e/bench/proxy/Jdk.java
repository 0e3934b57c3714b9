package dev.apim.e2e.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** JDKs beside the one that runs this. */
final class Jdk {

  private Jdk() {}

  /** The launcher of a JDK of that feature version: named by {@code APIM_JDK25}, or beside ours. */
  static Optional<Path> find(int version) throws IOException {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> beside = Files.list(own.getParent())) {
      return Stream.concat(
              Stream.concat(
                  Optional.ofNullable(System.getenv("APIM_JDK" + version)).map(Path::of).stream(),
                  Stream.of(own)),
              beside.sorted().toList().stream())
          .filter(home -> isVersion(home, version))
          .map(home -> home.resolve("bin/java"))
          .findFirst();
    }
  }

  private static boolean isVersion(Path home, int version) {
    Path release = home.resolve("release");
    if (!Files.exists(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return false;
    }
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException e) {
      return false;
    }
    String full = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    return full.equals(Integer.toString(version)) || full.startsWith(version + ".");
  }
}
