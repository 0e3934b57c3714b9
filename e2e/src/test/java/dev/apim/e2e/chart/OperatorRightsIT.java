package dev.apim.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.cluster.AuditEntry;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.Cluster.Ability;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.Needs;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.tools.Home;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The operator's work with the chart's rights, read from the audit log. */
@SideBySide
@Needs(Ability.AUDIT_LOG)
class OperatorRightsIT {

  private static final String USER = "user";
  private static final int FORBIDDEN = 403;

  @RegisterExtension static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("work"));

  @AfterEach
  void uninstall() {
    cluster()
        .helm("uninstall", "apim", "-n", Region.SYSTEM, "--wait", "--ignore-not-found")
        .orThrow();
    client().namespaces().withName(USER).delete();
    await("the namespace ends")
        .atMost(Duration.ofSeconds(60))
        .until(() -> client().namespaces().withName(USER).get() == null);
  }

  @Test
  @DisplayName("an operator for all namespaces is refused nothing that it asks for")
  void anOperatorForAllNamespacesIsRefusedNothing() {
    work("clusterName=westus", "");
  }

  @Test
  @DisplayName("an operator for one namespace is refused nothing that it asks for")
  void anOperatorForOneNamespaceIsRefusedNothing() {
    work("watchNamespaces={" + USER + "}", USER);
  }

  @Test
  @DisplayName("an uninstall while locations run leaves gateways alone and no finalizer stuck")
  void anUninstallWhileLocationsRun() {
    release("clusterName=westus");
    try (OperatorProcess operator = operator("")) {
      operator.awaitReady();
      apply();
      awaitUnits(2);
    }
    cluster().helm("uninstall", "apim", "-n", Region.SYSTEM, "--wait").orThrow();

    assertThat(units()).hasSize(2);
    cluster()
        .kubectl("delete", "apim,gwloc,apimapi,apimbackend", "-n", USER, "--all", "--timeout=30s")
        .orThrow();
    awaitUnits(0);
    client().namespaces().withName(USER).delete();
    await("the namespace ends")
        .atMost(Duration.ofSeconds(60))
        .until(() -> client().namespaces().withName(USER).get() == null);
  }

  private static void release(String value) {
    Releases.restrictedNamespace(cluster(), Region.SYSTEM);
    Releases.restrictedNamespace(cluster(), USER);
    Releases.install(cluster(), Region.SYSTEM, "clusterName=westus", "replicas=0", value);
  }

  private static OperatorProcess operator(String watched) {
    return OperatorProcess.start(
        cluster(),
        OperatorProcess.Settings.forTests(Region.SYSTEM, "westus", "apim-operator")
            .with("APIM_WATCH_NAMESPACES", watched));
  }

  private void work(String value, String watched) {
    Instant start = Instant.now();
    release(value);
    try (OperatorProcess operator = operator(watched)) {
      operator.awaitReady();
      live();
      assertNothingRefused(start);
    }
  }

  private static void assertNothingRefused(Instant start) {
    List<AuditEntry> requests =
        cluster().auditLog().since(start).stream()
            .filter(request -> request.user().equals(Region.OPERATOR_USER))
            .toList();
    assertThat(requests).hasSizeGreaterThan(20);
    assertThat(requests)
        .filteredOn(request -> request.code() == FORBIDDEN)
        .extracting(r -> r.verb() + " " + r.group() + "/" + r.resource() + "/" + r.subresource())
        .isEmpty();
  }

  /** Makes, changes, breaks and removes what an operator is there for. */
  private void live() {
    await("the object of the own cluster")
        .atMost(Duration.ofSeconds(20))
        .until(() -> exists(Region.SYSTEM, "gwcluster/westus"));
    apply();
    awaitUnits(2);
    await("the first configuration")
        .atMost(Duration.ofSeconds(20))
        .until(() -> exists(USER, "apimconfig/fabrikam"));
    cluster().kubectl("scale", "-n", USER, "gwloc/fabrikam", "--replicas=3").orThrow();
    awaitUnits(3);
    Deployment broken = units().get(0);
    client().resource(broken).delete();
    await("the unit is healed")
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                units().size() == 3
                    && units().stream()
                        .noneMatch(
                            unit ->
                                unit.getMetadata().getUid().equals(broken.getMetadata().getUid())));
    cluster().kubectl("scale", "-n", USER, "gwloc/fabrikam", "--replicas=1").orThrow();
    awaitUnits(1);
    cluster().kubectl("delete", "apim,gwloc,apimapi", "-n", USER, "--all").orThrow();
    awaitUnits(0);
  }

  private static void apply() {
    String examples = Home.tree().resolve("examples/single-region").toString();
    cluster().kubectl("apply", "-n", USER, "-f", examples).orThrow();
  }

  private static void awaitUnits(int count) {
    await(count + " units").atMost(Duration.ofSeconds(60)).until(() -> units().size() == count);
  }

  private static boolean exists(String namespace, String name) {
    return cluster().kubectl("get", "-n", namespace, name).ok();
  }

  private static List<Deployment> units() {
    return client()
        .apps()
        .deployments()
        .inNamespace(USER)
        .withLabel("apim.dev/location", "fabrikam")
        .list()
        .getItems();
  }

  private static KubernetesClient client() {
    return cluster().client();
  }

  private static Cluster cluster() {
    return CLUSTERS.get("work");
  }
}
