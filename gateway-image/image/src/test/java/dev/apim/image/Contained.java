package dev.apim.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * An image's process on this machine without a container engine: its own files as a read-only root
 * with one folder to write to, its own account, its own entry point and environment.
 */
final class Contained implements AutoCloseable {

  private static final String SCRIPT =
      "mount --bind \"$1\" \"$1\" && mount -t proc proc \"$1/proc\""
          + " && mount -t tmpfs -o mode=1777 tmpfs \"$1$2\" && mount -o remount,ro,bind \"$1\""
          + " && root=$1 && folder=$3 && shift 3"
          + " && exec unshare --root=\"$root\" --wd=\"$folder\" --setgid=65532 --setuid=65532"
          + " \"$@\"";

  private final Process process;
  private final Path log;

  private Contained(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Why this machine cannot do that, or null. */
  static String obstacle() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return "images are built and run on Linux only";
    }
    if (!System.getProperty("user.name").equals("root")) {
      return "running an image without a container engine needs root";
    }
    return null;
  }

  /**
   * @param writable the one folder that can be written to
   * @param settings replace the image's own where they have the same name
   * @param kubeconfig content of a file that is mounted
   */
  static Contained start(
      Archive image, Path work, String writable, Map<String, String> settings, String kubeconfig)
      throws IOException {
    Path root = unpack(image, work.resolve("root"));
    Files.writeString(root.resolve("kubeconfig"), kubeconfig);
    List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", SCRIPT, "sh"));
    command.add(root.toString());
    command.add(writable);
    command.add(image.config().at("/config/WorkingDir").asText());
    image.config().at("/config/Entrypoint").forEach(part -> command.add(part.asText()));
    Path log = work.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(command);
    setEnvironment(builder.environment(), image);
    builder.environment().put("KUBECONFIG", "/kubeconfig");
    builder.environment().putAll(settings);
    return new Contained(
        builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
  }

  private static void setEnvironment(Map<String, String> environment, Archive image) {
    String path = environment.get("PATH") + ":/usr/sbin:/sbin";
    environment.clear();
    for (var entry : image.config().at("/config/Env")) {
      String[] parts = entry.asText().split("=", 2);
      environment.put(parts[0], parts[1]);
    }
    // the tools that start it are the machine's
    environment.put("PATH", path);
  }

  private static Path unpack(Archive image, Path root) throws IOException {
    for (Map.Entry<String, Archive.Entry> entry : image.content().entrySet()) {
      Path file = root.resolve(entry.getKey().substring(1));
      if (entry.getValue().header().isDirectory()) {
        Files.createDirectories(file);
      } else {
        Files.write(file, entry.getValue().content());
        Files.setLastModifiedTime(file, entry.getValue().header().getLastModifiedTime());
      }
      Files.setPosixFilePermissions(file, permissions(entry.getValue().header().getMode()));
    }
    Files.createDirectories(root.resolve("proc"));
    return root;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int bit = 0; bit < all.length; bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        permissions.add(all[bit]);
      }
    }
    return permissions;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** User id of the process. */
  String account() throws IOException {
    return Files.getAttribute(Path.of("/proc", String.valueOf(process.pid())), "unix:uid")
        .toString();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
