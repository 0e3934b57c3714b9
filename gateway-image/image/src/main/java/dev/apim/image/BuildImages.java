package dev.apim.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds both archives: {@code GATEWAY_JAR NAME OPERATOR_JAR NAME TARGET_FOLDER}. Linux only, as
 * the images contain the runtime and the libraries of the machine that builds them; elsewhere
 * nothing is built and that is said.
 */
public final class BuildImages {

  /** Where the application is in its image, and its working folder. */
  private static final String HOME = "/app";

  private static final String JAVA = JavaRuntime.HOME + "/bin/java";
  private static final String GATEWAY_OPTIONS =
      "-XX:+UseParallelGC -XX:MaxRAMPercentage=40 -Xss512k";

  /** A third, since as much again is taken by classes, code and threads. */
  private static final String OPERATOR_OPTIONS =
      "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:MaxRAMPercentage=33 -Xss512k";

  private BuildImages() {}

  /** Started by Maven once gateway and operator are packed. */
  public static void main(String[] arguments) throws IOException {
    if (!System.getProperty("os.name").equals("Linux")) {
      System.out.println("images are built on Linux only; skipped");
      return;
    }
    Path target = Path.of(arguments[4]).toAbsolutePath().normalize();
    JavaRuntime java = JavaRuntime.link(target.resolve("java-runtime"));
    FileTree runtime = java.layer();
    Path jar = present(Path.of(arguments[0]), "gateway");
    FileTree gateway =
        ClassArchive.dump(
                java,
                jar,
                new GatewayRehearsal(),
                GATEWAY_OPTIONS,
                target.resolve("gateway-classes"))
            .in(HOME);
    FileTree operator = operator(java, Path.of(arguments[2]), target.resolve("operator-classes"));
    write(target.resolve("gateway-image.tar"), gatewaySpec(arguments[1]), runtime, gateway);
    write(target.resolve("operator-image.tar"), operatorSpec(arguments[3]), runtime, operator);
  }

  private static void write(Path archive, ImageSpec spec, FileTree runtime, FileTree application)
      throws IOException {
    String digest =
        new OciArchive(spec, architecture()).write(archive, List.of(runtime, application));
    System.out.printf(
        "%s %s %s (%d MB)%n", archive, spec.name(), digest, Files.size(archive) / 1_000_000);
  }

  private static FileTree operator(JavaRuntime java, Path jar, Path folder) throws IOException {
    try (OperatorRehearsal rehearsal = OperatorRehearsal.prepare()) {
      return ClassArchive.dump(java, present(jar, "operator"), rehearsal, OPERATOR_OPTIONS, folder)
          .in(HOME);
    }
  }

  private static Path present(Path path, String module) {
    if (!Files.exists(path)) {
      throw new IllegalStateException(
          path + " is missing; package the module " + module + " first");
    }
    return path;
  }

  private static ImageSpec gatewaySpec(String name) {
    // the data folder is the only one that is surely writable; native code is unpacked there
    return spec(
        name,
        "API Management gateway",
        List.of(
            JAVA,
            archiveFor("gateway.jar"),
            "-Djava.io.tmpdir=/var/lib/apim",
            "-jar",
            "gateway.jar"),
        Map.of(),
        GATEWAY_OPTIONS,
        List.of(8080, 8081));
  }

  private static ImageSpec operatorSpec(String name) {
    return spec(
        name,
        "API Management operator",
        List.of(JAVA, archiveFor("operator.jar"), "-jar", "operator.jar"),
        Map.of("MALLOC_ARENA_MAX", "2"),
        OPERATOR_OPTIONS,
        List.of(8080));
  }

  private static String archiveFor(String jar) {
    return "-XX:SharedArchiveFile=" + HOME + "/" + ClassArchive.nameFor(jar);
  }

  private static ImageSpec spec(
      String name,
      String title,
      List<String> entrypoint,
      Map<String, String> more,
      String options,
      List<Integer> ports) {
    Map<String, String> environment = new LinkedHashMap<>(more);
    environment.put("PATH", JavaRuntime.HOME + "/bin");
    environment.put("JAVA_HOME", JavaRuntime.HOME);
    environment.put("LANG", "C.UTF-8");
    // replaced, not added to, by whoever sets it
    environment.put("JAVA_TOOL_OPTIONS", options);
    String version = name.substring(name.lastIndexOf(':') + 1);
    return new ImageSpec(name, title, version, entrypoint, environment, HOME, ports);
  }

  /** As Go and with it all of Kubernetes names it. */
  static String architecture() {
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> "amd64";
      case "aarch64" -> "arm64";
      default ->
          throw new IllegalStateException(
              "no image for "
                  + System.getProperty("os.arch")
                  + ": amd64 and aarch64 are supported");
    };
  }
}
