package dev.apim.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciArchiveTest {

  private static final ImageSpec SPEC =
      new ImageSpec(
          "apim.dev/thing:1.2",
          "Thing",
          "1.2",
          List.of("/app/run", "now"),
          Map.of("LANG", "C.UTF-8"),
          "/tmp",
          List.of(8080));

  @TempDir Path folder;
  private Path program;

  @BeforeEach
  void writeProgram() throws IOException {
    program = Files.writeString(folder.resolve("program"), "#!/bin/sh");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void everyBlobIsNamedByItsContent() throws Exception {
    Archive archive = archive("a.tar");

    for (Map.Entry<String, byte[]> file : archive.files().entrySet()) {
      if (file.getKey().startsWith("blobs/")) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.getValue());
        assertThat(file.getKey()).isEqualTo("blobs/sha256/" + HexFormat.of().formatHex(digest));
      }
    }
  }

  @Test
  void descriptorsGiveTheSizeOfWhatTheyPointTo() throws IOException {
    Archive archive = archive("a.tar");
    JsonNode manifest = archive.manifest();

    assertThat(archive.json("oci-layout").get("imageLayoutVersion").asText()).isEqualTo("1.0.0");
    for (JsonNode descriptor :
        List.of(
            archive.json("index.json").get("manifests").get(0),
            manifest.get("config"),
            manifest.get("layers").get(0),
            manifest.get("layers").get(1))) {
      byte[] blob = archive.files().get(Archive.path(descriptor.get("digest").asText()));
      assertThat(blob).hasSize(descriptor.get("size").asInt());
    }
  }

  @Test
  void bothFormatsNameTheSameImage() throws IOException {
    Archive archive = archive("a.tar");
    JsonNode docker = archive.json("manifest.json").get(0);
    JsonNode annotations = archive.json("index.json").get("manifests").get(0).get("annotations");

    assertThat(docker.get("RepoTags")).hasToString("[\"apim.dev/thing:1.2\"]");
    assertThat(annotations.get("io.containerd.image.name").asText())
        .isEqualTo("apim.dev/thing:1.2");
    assertThat(docker.get("Config").asText())
        .isEqualTo(Archive.path(archive.manifest().get("config").get("digest").asText()));
    for (int i = 0; i < 2; i++) {
      String digest = archive.manifest().get("layers").get(i).get("digest").asText();
      assertThat(docker.get("Layers").get(i).asText()).isEqualTo(Archive.path(digest));
      // layers are not compressed, so that both digests are one
      assertThat(archive.config().at("/rootfs/diff_ids/" + i).asText()).isEqualTo(digest);
    }
  }

  @Test
  void theImageRunsAsNobodyInParticular() throws IOException {
    JsonNode config = archive("a.tar").config();

    assertThat(config.at("/config/User").asText()).isEqualTo("65532:65532");
    assertThat(config.at("/config/Entrypoint")).hasToString("[\"/app/run\",\"now\"]");
    assertThat(config.at("/config/ExposedPorts").has("8080/tcp")).isTrue();
    assertThat(config.at("/config/Env")).hasToString("[\"LANG=C.UTF-8\"]");
    assertThat(config.get("os").asText()).isEqualTo("linux");
  }

  @Test
  void theSameFilesMakeTheSameBytesWhateverTheirTimes() throws IOException {
    Path first = write("a.tar");
    Files.setLastModifiedTime(program, FileTime.fromMillis(1));

    assertThat(write("b.tar")).hasSameBinaryContentAs(first);
  }

  @Test
  void foldersComeBeforeWhatIsInThemAndLaterLayersLieOnTop() throws IOException {
    Map<String, Archive.Entry> content = archive("a.tar").content();

    assertThat(content.keySet())
        .containsExactly("/app", "/app/run", "/data", "/etc", "/etc/passwd");
    assertThat(new String(content.get("/etc/passwd").content())).isEqualTo("second");
    assertThat(content.get("/app/run").header().getMode() & 0777).isEqualTo(0755);
    assertThat(content.get("/data").header().getLongUserId()).isEqualTo(65532);
    assertThat(content.get("/data").header().isDirectory()).isTrue();
  }

  @Test
  void aNameWithoutTagIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ImageSpec(
                    "apim.dev/thing", "Thing", "1", List.of(), Map.of(), "/tmp", List.of()))
        .withMessageContaining("repository:tag");
  }

  @Test
  void nothingIsLeftBesideTheArchive() throws IOException {
    Path archive = write("only/a.tar");

    assertThat(archive.getParent()).isDirectoryContaining("glob:**/a.tar");
    assertThat(Files.list(archive.getParent())).hasSize(1);
  }

  private Archive archive(String name) throws IOException {
    return Archive.read(write(name));
  }

  private Path write(String name) throws IOException {
    FileTree lower =
        new FileTree()
            .addFile("/app/run", program)
            .addText("/etc/passwd", "first")
            .addFolder("/data", 0700, FileTree.NONROOT);
    FileTree upper = new FileTree().addText("/etc/passwd", "second");
    Path archive = folder.resolve(name);
    new OciArchive(SPEC, "amd64").write(archive, List.of(lower, upper));
    return archive;
  }
}
