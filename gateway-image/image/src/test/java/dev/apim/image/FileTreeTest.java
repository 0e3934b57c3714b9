package dev.apim.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {

  @TempDir Path folder;

  @Test
  void aFileBringsTheFoldersAboveIt() {
    assertThat(new FileTree().addText("/a/b/c", "").nodes())
        .containsOnlyKeys("/a", "/a/b", "/a/b/c");
  }

  @Test
  void aFolderThatWasSetKeepsItsModeWhenFilesComeBelowIt() {
    FileTree tree = new FileTree().addFolder("/data", 0700, 7).addText("/data/x", "");

    assertThat(tree.nodes()).containsEntry("/data", new FileTree.Folder(0700, 7));
  }

  @Test
  void linksAreFollowedSoThatNothingPointsOutOfTheImage() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "certificates");
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("link"), outside);

    assertThat(new FileTree().addAll("/x", inside).nodes().get("/x/link"))
        .isEqualTo(new FileTree.FileCopy(inside.resolve("link"), 0644));
  }

  @Test
  void aRelativePathIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FileTree().addText("a", ""));
  }
}
