package dev.apim.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.e2e.process.CommandResult;
import dev.apim.e2e.process.Commands;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.tools.Binaries;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What helm makes of the chart and of values, right and wrong. */
class ChartRenderIT {

  private static final Path CASES =
      Home.tree().resolve("e2e/src/test/resources/dev/apim/e2e/chart");
  private static final String UPDATE =
      "mvn -pl e2e -am verify -Dit.test=ChartRenderIT -Dtest=None"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true";

  @ParameterizedTest
  @ValueSource(strings = {"primary", "secondary", "all-options"})
  void rendersWhatWasAgreed(String name) throws IOException {
    String rendered = template("--values", values(name).toString()).orThrow();
    Path golden = CASES.resolve(name + ".golden.yaml");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, sorted(rendered));
    }

    assertThat(sorted(rendered))
        .as("%s; when the change is meant: %s", golden.getFileName(), UPDATE)
        .isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @ValueSource(strings = {"primary", "secondary", "all-options"})
  void passesHelmsLint(String name) {
    CommandResult lint =
        helm("lint", Region.chart().toString(), "--strict", "--values", values(name).toString());

    assertThat(lint.ok()).as(lint.out() + lint.err()).isTrue();
    assertThat(lint.out()).doesNotContain("[WARNING]");
  }

  @Test
  void everyCrdStaysWhenTheReleaseGoes() throws IOException {
    String rendered = template("--set", "clusterName=a").orThrow();

    try (var files = Files.list(Home.tree().resolve("crds"))) {
      for (Path crd : files.filter(file -> file.toString().endsWith(".yaml")).toList()) {
        String expected =
            Files.readString(crd)
                .replace("---\n", "")
                .replaceFirst(
                    "metadata:\n",
                    "metadata:\n  annotations:\n    helm.sh/resource-policy: keep\n");
        assertThat(rendered).contains(expected.strip());
      }
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "role=primary                                          | /clusterName",
        "clusterName=West US                                   | /clusterName",
        "clusterName=a,role=tertiary                           | /role",
        "clusterName=a,replica=3                               | 'replica' not allowed",
        "clusterName=a,leaderElection.enabled=false            | /replicas",
        "clusterName=a,topologySpread.zones=Maybe              | /topologySpread/zones",
        "clusterName=a,push.serviceAccount=apim-operator       | /push/serviceAccount",
        "clusterName=a,image.digest=x                          | 'digest' not allowed",
        "clusterName=a,role=secondary,watchNamespaces={b}      | add it to watchNamespaces"
            + " or set push.namespace to one of: b",
      })
  void aWrongValueIsRefusedWithItsName(String values, String message) {
    CommandResult result = template("--set", values.strip());

    assertThat(result.ok()).isFalse();
    assertThat(result.err()).contains(message.strip());
  }

  private static CommandResult template(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of("template", "apim", Region.chart().toString(), "-n", Region.SYSTEM));
    all.addAll(Arrays.asList(arguments));
    return helm(all.toArray(String[]::new));
  }

  private static CommandResult helm(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Binaries.locate().get("helm").toString()));
    command.addAll(Arrays.asList(arguments));
    return Commands.run(command);
  }

  private static Path values(String name) {
    return CASES.resolve(name + ".values.yaml");
  }

  /** Documents by their template: helm's own order follows its install order. */
  private static String sorted(String rendered) {
    TreeMap<String, String> documents = new TreeMap<>();
    for (String document : rendered.split("(?m)^---\\n")) {
      if (!document.isBlank()) {
        String text = document.strip() + "\n";
        documents.merge(text.lines().findFirst().orElseThrow(), text, (a, b) -> a + "---\n" + b);
      }
    }
    return "---\n" + String.join("---\n", documents.values());
  }
}
