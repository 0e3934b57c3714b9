package dev.apim.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The settings for Argo CD hold the script for every kind. */
class ArgoCdFilesTest {

  @Test
  @DisplayName("B108 the ConfigMap and the chart values hold the health of every kind")
  void settingsHoldTheScriptForEveryKind() throws IOException {
    for (Map.Entry<String, String> file :
        Map.of("argocd-cm.yaml", ArgoCdFiles.configMap(), "values.yaml", ArgoCdFiles.values())
            .entrySet()) {
      Path path = ArgoCdFiles.FOLDER.resolve(file.getKey());
      if (Boolean.getBoolean("golden.update")) {
        Files.writeString(path, file.getValue());
      }

      assertThat(Files.readString(path))
          .as(
              "%s differs; update with: mvn -pl helm -am test -Dgolden.update=true",
              path.getFileName())
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void bothSayTheSame() {
    Map<String, Map<String, Object>> configMap = new Yaml().load(ArgoCdFiles.configMap());
    Map<String, Map<String, Map<String, String>>> values = new Yaml().load(ArgoCdFiles.values());

    Map<String, String> ours = values.get("configs").get("cm");

    assertThat(ours).hasSize(ArgoCdFiles.kinds().size());
    assertThat(ours.values()).allMatch(text -> text.equals(Tree.read(ArgoCdFiles.SCRIPT)));
    assertThat(configMap.get("data").equals(ours)).isTrue();
  }
}
