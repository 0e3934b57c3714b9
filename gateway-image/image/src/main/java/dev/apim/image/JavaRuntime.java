package dev.apim.image;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java runtime cut down by jlink to what gateway and operator use, and the files of the build
 * machine that it needs to start.
 */
final class JavaRuntime {

  static final String HOME = "/opt/java";

  /**
   * What both applications load, by name or reflection. A test starts both in their images, so that
   * a missing one is found. Elliptic curves are a module of their own up to JDK 21.
   */
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.security.jgss",
          "java.sql",
          "java.xml",
          "jdk.crypto.ec",
          "jdk.jfr",
          "jdk.management",
          "jdk.net",
          "jdk.unsupported",
          "jdk.zipfs");

  /**
   * Weakest of all options, so that whoever runs the image can replace them. No counters in /tmp:
   * the root may be read-only.
   */
  private static final String OPTIONS =
      "-XX:-UsePerfData -XX:+ExitOnOutOfMemoryError -XX:MaxRAMPercentage=50"
          + " -Dfile.encoding=UTF-8";

  private final Path folder;

  private JavaRuntime(Path folder) {
    this.folder = folder;
  }

  /** Links the runtime of the JDK that runs this into an empty or absent folder. */
  static JavaRuntime link(Path folder) throws IOException {
    delete(folder);
    Path jdk = Path.of(System.getProperty("java.home"));
    Commands.run(
        List.of(
            jdk.resolve("bin/jlink").toString(),
            "--add-modules",
            String.join(",", modules()),
            "--no-header-files",
            "--no-man-pages",
            "--add-options",
            OPTIONS,
            "--output",
            folder.toString()));
    JavaRuntime runtime = new JavaRuntime(folder);
    // jlink leaves out the archive of the runtime's own classes, on which others build
    Commands.run(List.of(runtime.java().toString(), "-Xshare:dump"));
    return runtime;
  }

  /** The launcher, on the build machine. */
  Path java() {
    return folder.resolve("bin/java");
  }

  private static List<String> modules() {
    var system = ModuleFinder.ofSystem();
    return MODULES.stream().filter(name -> system.find(name).isPresent()).toList();
  }

  /** The layer below every application: runtime, libraries, account, folders to write to. */
  FileTree layer() throws IOException {
    FileTree tree = new FileTree();
    tree.addAll(HOME, folder);
    for (Path library : SharedLibraries.of(nativeFiles(), folder)) {
      tree.addFile(library.toString(), library);
    }
    tree.addText(
        "/etc/passwd", "root:x:0:0:root:/:/bin/false\n" + account() + ":/tmp:/bin/false\n");
    tree.addText("/etc/group", "root:x:0:\nnonroot:x:" + FileTree.NONROOT + ":\n");
    tree.addText("/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n");
    tree.addFolder("/tmp", 01777, 0);
    tree.addFolder("/var/lib/apim", 0700, FileTree.NONROOT);
    return tree;
  }

  private static String account() {
    return "nonroot:x:" + FileTree.NONROOT + ":" + FileTree.NONROOT + ":nonroot";
  }

  private List<Path> nativeFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(file -> file.toString().endsWith(".so")).forEach(files::add);
    }
    files.add(java());
    files.add(folder.resolve("lib/jspawnhelper"));
    return files.stream()
        .filter(Files::isRegularFile)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .toList();
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
