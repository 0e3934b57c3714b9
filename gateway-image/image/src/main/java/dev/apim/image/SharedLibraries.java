package dev.apim.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The libraries of the build machine that native files load, by the paths at which the loader finds
 * them. In an image they lie at the same paths, so that the loader needs no cache.
 */
final class SharedLibraries {

  /** {@code libc.so.6 => /lib/libc.so.6 (0x..)} and {@code /lib64/ld-linux-x86-64.so.2 (0x..)}. */
  private static final Pattern LINE =
      Pattern.compile("^\\s*(?:\\S+ => )?(/\\S+) \\(0x[0-9a-f]+\\)$", Pattern.MULTILINE);

  /** Loaded by name when a host is looked up, where the C library does not contain them. */
  private static final List<String> BY_NAME =
      List.of(
          "libnss_files.so.2",
          "libnss_dns.so.2",
          "libresolv.so.2",
          "librt.so.1",
          "libdl.so.2",
          "libpthread.so.0");

  private SharedLibraries() {}

  /**
   * @param own files below this folder are no libraries of the machine
   */
  static SortedSet<Path> of(List<Path> nativeFiles, Path own) throws IOException {
    SortedSet<Path> libraries = new TreeSet<>();
    for (Path file : nativeFiles) {
      Matcher lines = LINE.matcher(Commands.run(List.of("ldd", file.toString())));
      while (lines.find()) {
        Path library = Path.of(lines.group(1)).normalize();
        if (!library.startsWith(own.toAbsolutePath().normalize())) {
          libraries.add(library);
        }
      }
    }
    for (Path folder : folders(libraries)) {
      BY_NAME.stream().map(folder::resolve).filter(Files::exists).forEach(libraries::add);
    }
    return libraries;
  }

  private static SortedSet<Path> folders(SortedSet<Path> libraries) {
    SortedSet<Path> folders = new TreeSet<>();
    libraries.stream()
        .filter(library -> library.getFileName().toString().startsWith("libc.so"))
        .forEach(library -> folders.add(library.getParent()));
    return folders;
  }
}
