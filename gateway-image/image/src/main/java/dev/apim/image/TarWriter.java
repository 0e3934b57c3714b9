package dev.apim.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Tar files that depend on content only: every entry has the same time and no owner's name. */
final class TarWriter implements AutoCloseable {

  /** 2026-01-01T00:00:00Z: the time of every file in an image. */
  static final long TIME_MILLIS = 1_767_225_600_000L;

  private final TarArchiveOutputStream tar;

  private TarWriter(OutputStream out) {
    // the end of the tar is the end of what was given; that stream is closed by its owner
    tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  static TarWriter to(OutputStream out) {
    return new TarWriter(out);
  }

  /** All nodes of the tree, parents first, without the leading slash as image layers have it. */
  void write(FileTree tree) throws IOException {
    for (Map.Entry<String, FileTree.Node> entry : tree.nodes().entrySet()) {
      String name = entry.getKey().substring(1);
      FileTree.Node node = entry.getValue();
      if (node instanceof FileTree.Folder folder) {
        folder(name, folder);
      } else if (node instanceof FileTree.Text text) {
        file(name, text.content().getBytes(StandardCharsets.UTF_8));
      } else if (node instanceof FileTree.FileCopy copy) {
        try (InputStream content = Files.newInputStream(copy.source())) {
          file(name, content, Files.size(copy.source()), copy.mode());
        }
      }
    }
  }

  void file(String name, byte[] content) throws IOException {
    file(name, new java.io.ByteArrayInputStream(content), content.length, FileTree.Text.MODE);
  }

  void file(String name, InputStream content, long size, int mode) throws IOException {
    TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL, mode, 0);
    entry.setSize(size);
    tar.putArchiveEntry(entry);
    content.transferTo(tar);
    tar.closeArchiveEntry();
  }

  private void folder(String name, FileTree.Folder folder) throws IOException {
    tar.putArchiveEntry(entry(name + "/", TarConstants.LF_DIR, folder.mode(), folder.owner()));
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry entry(String name, byte type, int mode, int owner) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type);
    entry.setMode(mode);
    entry.setIds(owner, owner);
    entry.setNames("", "");
    entry.setModTime(TIME_MILLIS);
    return entry;
  }

  @Override
  public void close() throws IOException {
    tar.finish();
    tar.flush();
  }
}
