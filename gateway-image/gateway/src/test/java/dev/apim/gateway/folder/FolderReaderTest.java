package dev.apim.gateway.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apim.gateway.settings.SettingsException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReaderTest {

  @TempDir Path folder;

  private FolderReader.Objects read(String yaml) throws IOException {
    Files.writeString(folder.resolve("a.yaml"), yaml);
    return new FolderReader(folder).read();
  }

  @Test
  void readsEveryDocumentOfEveryFileAndLeavesOtherKindsAlone() throws IOException {
    Files.createDirectories(folder.resolve("below"));
    Files.writeString(
        folder.resolve("below/b.yml"),
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: other}
        ---
        apiVersion: apim.dev/v1alpha1
        kind: Backend
        metadata: {name: orders}
        spec: {instanceRef: {name: contoso}, url: "http://orders", unknown: 1}
        """);
    Files.writeString(folder.resolve("notes.txt"), "no yaml: [");
    FolderReader.Objects objects =
        read(
            """
            apiVersion: apim.dev/v1alpha1
            kind: Api
            metadata: {name: orders}
            spec: {instanceRef: {name: contoso}, path: orders, backend: {type: Ref, name: orders}}
            ---
            apiVersion: apim.dev/v1alpha1
            kind: GatewayLocation
            metadata: {name: westus}
            """);

    assertThat(objects.all())
        .extracting(HasMetadata::getKind)
        .containsExactlyInAnyOrder("Api", "Backend");
    assertThat(objects.instances()).containsExactly("contoso");
    assertThat(objects.problems()).isEmpty();
  }

  @Test
  void whatAnApiServerWouldRefuseIsToldWithFileAndField() throws IOException {
    FolderReader.Objects objects =
        read(
            """
            apiVersion: apim.dev/v1alpha1
            kind: Api
            metadata: {name: a}
            spec: {instanceRef: {name: contoso}, path: "/a", backend: {url: "http://b"}}
            ---
            apiVersion: apim.dev/v1alpha1
            kind: Policy
            metadata: {name: p}
            spec: {instanceRef: {name: contoso}, targetRef: {kind: Nothing, name: a}}
            ---
            apiVersion: apim.dev/v1alpha1
            kind: Backend
            metadata: {}
            """);

    assertThat(objects.all()).isEmpty();
    assertThat(objects.problems()).hasSize(3);
    assertThat(objects.problems().get(0))
        .startsWith("a.yaml: Api \"a\": spec.path: \"/a\" should match ")
        .endsWith("spec.backend.type is required");
    assertThat(objects.problems().get(1)).contains("Policy \"p\"").contains("Nothing");
    assertThat(objects.problems().get(2)).contains("metadata.name is required");
  }

  @Test
  void aFileThatIsNoYamlIsToldWithLineAndColumn() {
    assertThatThrownBy(() -> read("kind: Api\nspec: [1,\n"))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("a.yaml:2:9: while parsing [^\\n]+ line 3, column 1: [^\\n]+");
  }

  @Test
  void optionsThatCannotBeUsedAreToldWithTheUsage() {
    assertThatThrownBy(
            () -> FolderOptions.read(List.of("--config", folder.resolve("x").toString())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--config must name a folder")
        .hasMessageContaining("run --config DIR");
    assertThatThrownBy(() -> FolderOptions.read(List.of("--ports", "1")))
        .hasMessageContaining("\"--ports\"");
    assertThat(
            FolderOptions.read(List.of("--config", folder.toString(), "--port", "1"))
                .asEnvironment())
        .containsEntry("APIM_HTTP_PORT", "1");
  }
}
