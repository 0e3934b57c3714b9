package dev.apim.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files of an image by their absolute path in it, sorted, with nothing of the build machine in them
 * but content: no owners, times or file modes. So the same content makes the same layer.
 */
final class FileTree {

  /** The account that images run as; the number is what distroless images use for "nonroot". */
  static final int NONROOT = 65532;

  private static final int EXECUTABLE = 0755;
  private static final int READABLE = 0644;

  /** One file or folder. */
  sealed interface Node permits Folder, FileCopy, Text {}

  /** A folder; {@code owner} is user and group. */
  record Folder(int mode, int owner) implements Node {}

  /** A file whose content lies at {@code source} when the layer is written. */
  record FileCopy(Path source, int mode) implements Node {}

  /** A small file. */
  record Text(String content) implements Node {
    static final int MODE = READABLE;
  }

  private final SortedMap<String, Node> nodes = new TreeMap<>();

  SortedMap<String, Node> nodes() {
    return Collections.unmodifiableSortedMap(nodes);
  }

  FileTree addText(String path, String content) {
    return add(path, new Text(content));
  }

  FileTree addFolder(String path, int mode, int owner) {
    return add(path, new Folder(mode, owner));
  }

  FileTree addFile(String path, Path source) {
    boolean executable = Files.isExecutable(source);
    return add(path, new FileCopy(source, executable ? EXECUTABLE : READABLE));
  }

  /**
   * Everything below {@code source}; links are followed, so that nothing points out of the image.
   */
  FileTree addAll(String path, Path source) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        addFile(path + "/" + source.relativize(file).toString().replace('\\', '/'), file);
      }
    }
    return this;
  }

  private FileTree add(String path, Node node) {
    if (!path.startsWith("/") || path.endsWith("/")) {
      throw new IllegalArgumentException("no absolute path: " + path);
    }
    for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      nodes.putIfAbsent(path.substring(0, end), new Folder(EXECUTABLE, 0));
    }
    nodes.put(path, node);
    return this;
  }
}
