package dev.apim.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.e2e.junit.SharedCluster;
import dev.apim.e2e.process.CommandResult;
import dev.apim.e2e.process.Commands;
import dev.apim.e2e.tools.Home;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Scenarios as they run with {@code USE_EXISTING_CLUSTER=true}, in a JVM of their own. */
@DisplayName("A cluster that is there already")
@SharedCluster
class ExistingClusterIT {

  @Test
  @DisplayName("takes a scenario, and is left running")
  void takesAScenarioAndIsLeftRunning(Cluster cluster) {
    CommandResult run =
        run(
            cluster,
            "dev.apim.e2e.api.ExamplesIT#theShortNameShowsLocations("
                + "dev.apim.e2e.cluster.Cluster, dev.apim.e2e.junit.TestNamespace)");

    assertThat(run.ok()).as(run.out() + run.err()).isTrue();
    assertThat(cluster.client().nodes().list().getItems()).hasSize(6);
  }

  @Test
  @Tag("deep")
  @DisplayName("takes the chart and an operator, and has exact units")
  void takesTheChartAndAnOperator() {
    ClusterSpec spec = ClusterSpec.named("there");
    try (Cluster cluster = ClusterProvider.of(ClusterProvider.Source.LOCAL).start(spec)) {
      CommandResult run = run(cluster, "dev.apim.e2e.location.CeilingIT");

      assertThat(run.ok()).as(run.out() + run.err()).isTrue();
    }
  }

  @Test
  @DisplayName("is one: a scenario of two regions is skipped with the reason")
  void isOne(Cluster cluster) {
    CommandResult run = run(cluster, "dev.apim.e2e.scenario.OrderIT");

    assertThat(run.ok()).isFalse();
    assertThat(run.out()).contains("needs 2 clusters; the existing one is one");
  }

  @Test
  @DisplayName("is nobody's to break: a scenario that would is skipped with the reason")
  void isNobodysToBreak(Cluster cluster) {
    CommandResult run =
        run(
            cluster,
            "dev.apim.e2e.cluster.ControlPlaneIT#losesAZoneAndGetsItBack("
                + "dev.apim.e2e.cluster.Cluster, dev.apim.e2e.junit.TestNamespace)");

    assertThat(run.ok()).isFalse();
    assertThat(run.out())
        .contains("needs zone outage, which the clusters of this run have not: they are existing");
    assertThat(cluster.failedZones()).isEmpty();
  }

  private static CommandResult run(Cluster cluster, String scenario) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dapim.home=" + Home.tree(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Run.class.getName(),
            scenario);
    Map<String, String> environment =
        Map.of("KUBECONFIG", cluster.kubeconfig().toString(), "USE_EXISTING_CLUSTER", "true");
    return Commands.run(command, environment, null, null);
  }

  /** The program: ends well only if tests ran and each of them passed. */
  static final class Run {
    public static void main(String[] arguments) {
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(
                  arguments[0].contains("#")
                      ? DiscoverySelectors.selectMethod(arguments[0])
                      : DiscoverySelectors.selectClass(arguments[0]))
              .build();
      SummaryGeneratingListener seen = new SummaryGeneratingListener();
      LauncherFactory.create().execute(request, seen, new SkippedContainers());
      seen.getSummary().printFailuresTo(new PrintWriter(System.out));
      long passed = seen.getSummary().getTestsSucceededCount();
      System.exit(passed > 0 && passed == seen.getSummary().getTestsFoundCount() ? 0 : 1);
    }
  }
}
