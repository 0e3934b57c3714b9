package dev.apim.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.junit.SharedCluster;
import dev.apim.e2e.junit.TestNamespace;
import dev.apim.e2e.process.CommandResult;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example is taken by a real API server as it is, and a second apply changes nothing. */
@SharedCluster
class ExamplesIT {

  private static final Path EXAMPLES = Home.tree().resolve("examples");

  @BeforeAll
  static void installCrds(Cluster cluster) {
    Crds.install(cluster);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  @DisplayName("B108 an example is applied as it is, and kubectl diff is empty afterwards")
  void anExampleIsAppliedAsItIs(String file, Cluster cluster, TestNamespace namespace) {
    Objects objects = new Objects(cluster, namespace.name());
    Path path = EXAMPLES.resolve(file);

    assertThat(objects.apply(path).err()).doesNotContainIgnoringCase("warning").isEmpty();

    CommandResult diff =
        cluster.kubectl("diff", "--server-side", "-n", namespace.name(), "-f", path.toString());
    assertThat(diff.exitCode()).as(diff.out() + diff.err()).isZero();
  }

  @Test
  @DisplayName("B120 kubectl get apim-all lists the kinds by their category")
  void theCategoryListsTheKinds(Cluster cluster) {
    List<String> kinds =
        cluster
            .kubectl("api-resources", "--categories=apim-all", "-o", "name")
            .orThrow()
            .lines()
            .sorted()
            .toList();
    assertThat(kinds)
        .containsExactly(
            "apimanagementinstances.apim.dev",
            "apis.apim.dev",
            "backends.apim.dev",
            "configurationbuckets.apim.dev",
            "configurationsnapshots.apim.dev",
            "gatewayclusters.apim.dev",
            "gatewayconfigurations.apim.dev",
            "gatewaylocations.apim.dev",
            "namedvalues.apim.dev",
            "policies.apim.dev",
            "policyfragments.apim.dev",
            "products.apim.dev",
            "subscriptions.apim.dev");
  }

  @Test
  @DisplayName("B120 kubectl get apim NAME shows one instance with tier, units and state")
  void theShortNameShowsOneInstance(Cluster cluster, TestNamespace namespace) {
    new Objects(cluster, namespace.name())
        .apply(EXAMPLES.resolve("two-regions/instance.yaml"))
        .orThrow();
    assertThat(cluster.kubectl("get", "apim", "contoso", "-n", namespace.name()).orThrow())
        .containsPattern("NAME +TIER +PRIMARY +LOCATIONS +UNITS +READY +REASON +REVISION +AGE")
        .contains("Premium");
  }

  @Test
  @DisplayName("B120 kubectl get gwloc shows region, role, units, zones, ready, revision and state")
  void theShortNameShowsLocations(Cluster cluster, TestNamespace namespace) {
    new Objects(cluster, namespace.name())
        .apply(EXAMPLES.resolve("two-regions/locations.yaml"))
        .orThrow();
    assertThat(cluster.kubectl("get", "gwloc", "-n", namespace.name()).orThrow())
        .containsPattern(
            "NAME +INSTANCE +REGION +ROLE +UNITS +ZONES +READY +REVISION +STATE +ADDRESS +AGE")
        .containsPattern("eastasia +contoso +East Asia +3 ");
  }

  @Test
  @DisplayName("B108 kubectl explain says what a field means")
  void kubectlExplainSaysWhatAFieldMeans(Cluster cluster) {
    for (String kind : List.of("apim", "gwloc", "gwcluster", "apimapi", "apimbackend")) {
      assertThat(cluster.kubectl("explain", kind + ".spec").orThrow()).contains("DESCRIPTION:");
    }
    assertThat(cluster.kubectl("explain", "gwloc.spec.units").orThrow()).contains("unit");
  }

  static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .map(file -> EXAMPLES.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
