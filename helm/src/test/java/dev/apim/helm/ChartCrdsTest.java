package dev.apim.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The chart's CRDs are copies; {@code crds/} is the source. */
class ChartCrdsTest {

  private static final Path COPIES = Tree.CHART.resolve("files/crds");

  @Test
  void chartCarriesTheCrdsByteForByte() throws IOException {
    Map<String, String> source = Tree.yamlFiles(Tree.ROOT.resolve("crds"));
    if (Boolean.getBoolean("golden.update")) {
      replaceCopies(source);
    }

    assertThat(Tree.yamlFiles(COPIES))
        .as("helm/apim-operator/files/crds; update: mvn -pl helm -am test -Dgolden.update=true")
        .isNotEmpty()
        .isEqualTo(source);
  }

  @Test
  void theTemplateFindsThePlaceForItsAnnotationInEveryCrd() {
    String place = "\nmetadata:\n";
    assertThat(Tree.read(Tree.CHART.resolve("templates/crds.yaml")))
        .contains("replace \"\\nmetadata:\\n\"");

    assertThat(Tree.yamlFiles(COPIES).values())
        .allSatisfy(
            crd -> {
              assertThat(crd.split(place, -1)).hasSize(2);
              assertThat(crd).doesNotContain("\n  annotations:");
            });
  }

  private static void replaceCopies(Map<String, String> source) throws IOException {
    for (String name : Tree.yamlFiles(COPIES).keySet()) {
      Files.delete(COPIES.resolve(name));
    }
    for (Map.Entry<String, String> crd : source.entrySet()) {
      Files.writeString(COPIES.resolve(crd.getKey()), crd.getValue());
    }
  }
}
