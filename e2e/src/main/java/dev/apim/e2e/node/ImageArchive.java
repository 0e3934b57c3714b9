package dev.apim.e2e.node;

import dev.apim.e2e.process.Commands;
import dev.apim.e2e.process.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Writes an image of one static binary as an archive that container runtimes import. */
final class ImageArchive {
  private ImageArchive() {}

  static Path write(Path archive, String image, Path binary, String entrypoint) {
    Path work = archive.resolveSibling("image");
    try {
      Path root = work.resolve("root");
      Trees.copy(binary, root.resolve(entrypoint.substring(1)));
      Commands.check(List.of("chmod", "755", root.resolve(entrypoint.substring(1)).toString()));
      pack(work.resolve("layer.tar"), root, ".");
      String config = config(entrypoint, sha256(work.resolve("layer.tar")));
      Files.writeString(work.resolve("config.json"), config);
      Files.writeString(
          work.resolve("manifest.json"),
          "[{\"Config\":\"config.json\",\"RepoTags\":[\"%s\"],\"Layers\":[\"layer.tar\"]}]"
              .formatted(image));
      pack(archive, work, "manifest.json", "config.json", "layer.tar");
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Trees.delete(work);
    }
  }

  private static String config(String entrypoint, String layer) {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    return """
        {"architecture":"%s","os":"linux","config":{"Entrypoint":["%s"]},\
        "rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[{"created_by":"apim"}]}"""
        .formatted(architecture, entrypoint, layer);
  }

  private static void pack(Path archive, Path folder, String... members) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                "tar",
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "-C",
                folder.toString(),
                "-cf",
                archive.toString()));
    command.addAll(List.of(members));
    Commands.check(command);
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
