package dev.apim.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.tools.Home;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One release from its installation to its end, with resources of a user beside it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SideBySide
class ChartLifecycleIT {

  private static final String SYSTEM = "apim-system";
  private static final String USER = "user";
  private static final String EXAMPLE = Home.tree().resolve("examples/single-region").toString();

  @RegisterExtension static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("chart"));

  private static Map<String, String> crds;
  private static Map<String, String> resources;

  @Test
  @Order(1)
  void oneCommandInstallsItUnderRestrictedPodSecurity() {
    Releases.restrictedNamespace(cluster(), SYSTEM);

    Releases.install(cluster(), SYSTEM, "clusterName=westus", "role=secondary");

    crds = crdIds();
    assertThat(crds.keySet()).isEqualTo(committedCrds());
    assertThat(operatorPods()).hasSize(2);
  }

  @Test
  @Order(2)
  void theTwoReplicasRunInTwoZonesWithTheirPriority() {
    List<Pod> pods = operatorPods();

    assertThat(pods.stream().map(ChartLifecycleIT::zoneOf)).doesNotHaveDuplicates();
    assertThat(pods)
        .extracting(pod -> pod.getSpec().getPriority())
        .allSatisfy(
            priority ->
                assertThat(priority)
                    .isGreaterThan(
                        client()
                            .scheduling()
                            .v1()
                            .priorityClasses()
                            .withName("apim-gateway")
                            .get()
                            .getValue()));
  }

  @Test
  @Order(3)
  void anUpgradeLeavesTheUsersResourcesAndTheCrdsAsTheyAre() {
    Releases.restrictedNamespace(cluster(), USER);
    cluster().kubectl("apply", "-n", USER, "-f", EXAMPLE).orThrow();
    resources = resourceVersions();
    assertThat(resources).isNotEmpty();

    Releases.helm(
            cluster(), "upgrade", SYSTEM, "clusterName=westus", "role=secondary", "replicas=3")
        .orThrow();

    assertThat(resourceVersions()).isEqualTo(resources);
    assertThat(crdIds()).isEqualTo(crds);
    await("three replicas, one in each zone")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                operatorPods().stream().map(ChartLifecycleIT::zoneOf).distinct().count() == 3
                    && operatorPods().size() == 3);
  }

  @Test
  @Order(4)
  void aSecondUpgradeWithTheSameValuesChangesNothing() {
    String before = generation();

    Releases.helm(
            cluster(), "upgrade", SYSTEM, "clusterName=westus", "role=secondary", "replicas=3")
        .orThrow();

    assertThat(generation()).isEqualTo(before);
    assertThat(crdIds()).isEqualTo(crds);
  }

  @Test
  @Order(5)
  void anUninstallLeavesTheUsersResourcesAndTheCrds() {
    cluster().helm("uninstall", "apim", "-n", SYSTEM, "--wait", "--timeout", "60s").orThrow();

    assertThat(crdIds()).isEqualTo(crds);
    assertThat(resourceVersions()).isEqualTo(resources);
    assertThat(
            cluster().kubectl("get", "clusterroles,clusterrolebindings,priorityclasses").orThrow())
        .doesNotContain("apim-");
    await("the operator's pods end")
        .atMost(Duration.ofSeconds(30))
        .until(() -> operatorPods().isEmpty());
  }

  @Test
  @Order(6)
  void anInstallationAfterItTakesOverTheCrdsThatStayed() {
    Releases.install(cluster(), SYSTEM, "clusterName=westus");

    assertThat(crdIds()).isEqualTo(crds);
    assertThat(resourceVersions()).isEqualTo(resources);
  }

  @Test
  @Order(7)
  void twoReleasesInOneClusterKeepApart() {
    Releases.restrictedNamespace(cluster(), "other-system");

    Releases.install(
        cluster(),
        "other-system",
        "clusterName=westus",
        "crds.install=false",
        "priorityClasses.create=false",
        "watchNamespaces={other-system}");
    cluster().helm("uninstall", "apim", "-n", "other-system", "--wait").orThrow();

    assertThat(operatorPods()).hasSize(2);
    assertThat(client().rbac().clusterRoles().withName("apim-system-apim-operator").get())
        .isNotNull();
  }

  @Test
  @Order(8)
  void nothingHoldsBackANamespaceOrTheCrdsThatAreDeletedAfterIt() {
    cluster().helm("uninstall", "apim", "-n", SYSTEM, "--wait").orThrow();

    client().namespaces().withName(USER).delete();
    await("the user's namespace ends")
        .atMost(Duration.ofSeconds(60))
        .until(() -> client().namespaces().withName(USER).get() == null);
    cluster()
        .kubectl("delete", "--timeout=60s", "-f", Home.tree().resolve("crds").toString())
        .orThrow();

    assertThat(crdIds()).isEmpty();
  }

  private static List<Pod> operatorPods() {
    return client()
        .pods()
        .inNamespace(SYSTEM)
        .withLabel("app.kubernetes.io/name", "apim-operator")
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  private static String zoneOf(Pod pod) {
    String node = pod.getSpec().getNodeName();
    assertThat(node).as("node of " + pod.getMetadata().getName()).isNotNull();
    return client()
        .nodes()
        .withName(node)
        .get()
        .getMetadata()
        .getLabels()
        .get("topology.kubernetes.io/zone");
  }

  private static String generation() {
    return client()
        .apps()
        .deployments()
        .inNamespace(SYSTEM)
        .withName("apim-operator")
        .get()
        .getMetadata()
        .getGeneration()
        .toString();
  }

  /** UID and schema generation by name: the same object with the same schema. */
  private static Set<String> committedCrds() {
    String[] files =
        Home.tree().resolve("crds").toFile().list((in, name) -> name.endsWith(".yaml"));
    return Arrays.stream(files)
        .map(file -> file.substring(0, file.length() - ".yaml".length()))
        .collect(Collectors.toSet());
  }

  private static Map<String, String> crdIds() {
    return client().apiextensions().v1().customResourceDefinitions().list().getItems().stream()
        .filter(crd -> crd.getSpec().getGroup().equals("apim.dev"))
        .collect(
            Collectors.toMap(
                ChartLifecycleIT::name,
                crd -> crd.getMetadata().getUid() + "/" + crd.getMetadata().getGeneration()));
  }

  private static Map<String, String> resourceVersions() {
    return List.of("ApiManagementInstance", "GatewayLocation", "Api", "Backend").stream()
        .flatMap(
            kind ->
                client()
                    .genericKubernetesResources("apim.dev/v1alpha1", kind)
                    .inNamespace(USER)
                    .list()
                    .getItems()
                    .stream())
        .collect(
            Collectors.toMap(
                resource -> resource.getKind() + "/" + name(resource),
                resource -> resource.getMetadata().getResourceVersion()));
  }

  private static String name(HasMetadata resource) {
    return resource.getMetadata().getName();
  }

  private static KubernetesClient client() {
    return cluster().client();
  }

  private static Cluster cluster() {
    return CLUSTERS.get("chart");
  }
}
