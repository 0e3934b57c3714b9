package dev.apim.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An application's classes as the runtime keeps them after loading, dumped by a short real run. One
 * that maps them starts with half of the CPU time: what counts where many start at once, and where
 * one is waited for.
 *
 * <p>The runtime takes them only where the jar has the path, size and time that it had at the dump,
 * and loads classes from the jar otherwise. The path is therefore relative to the working folder.
 */
final class ClassArchive {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Rehearsal rehearsal;

  private ClassArchive(Path folder, Rehearsal rehearsal) {
    this.folder = folder;
    this.rehearsal = rehearsal;
  }

  /**
   * Runs a copy of the jar for a moment.
   *
   * @param runtime that of the image
   * @param options those of the image; another collector may need other archives
   */
  static ClassArchive dump(
      JavaRuntime runtime, Path jar, Rehearsal rehearsal, String options, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    ClassArchive archive = new ClassArchive(folder, rehearsal);
    Files.copy(jar, archive.jar(), StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(archive.jar(), FileTime.fromMillis(TarWriter.TIME_MILLIS));
    Files.deleteIfExists(archive.file());
    archive.run(runtime, options);
    if (!Files.exists(archive.file())) {
      throw new IOException("no " + archive.file() + " was written: " + archive.log());
    }
    return archive;
  }

  /** Name of the archive beside a jar of that name. */
  static String nameFor(String jar) {
    return jar.replaceFirst("\\.jar$", ".jsa");
  }

  Path jar() {
    return folder.resolve(rehearsal.jar());
  }

  Path file() {
    return folder.resolve(nameFor(rehearsal.jar()));
  }

  /** Both files, below a folder of an image. */
  FileTree in(String parent) {
    return new FileTree()
        .addFile(parent + "/" + jar().getFileName(), jar())
        .addFile(parent + "/" + file().getFileName(), file());
  }

  private void run(JavaRuntime runtime, String options) throws IOException {
    List<String> command = new ArrayList<>(List.of(runtime.java().toString()));
    command.addAll(List.of(options.split(" ")));
    command.add("-XX:ArchiveClassesAtExit=" + file().getFileName());
    command.addAll(List.of("-Xlog:disable", "-jar", rehearsal.jar()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(rehearsal.settings(folder));
    Process process =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    try {
      awaitStarted(process);
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

  private void awaitStarted(Process process) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!rehearsal.over(log())) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        throw new IOException(rehearsal.jar() + " does not start: " + log());
      }
    }
  }

  private String log() throws IOException {
    Path log = folder.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "";
  }
}
