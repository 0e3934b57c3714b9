package dev.apim.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.cluster.AuditEntry;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.Cluster.Ability;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.Needs;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.region.Objects;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Several releases in one cluster: each works in its own namespaces, and where two are set to the
 * same ones the later stands back and says so.
 */
@SideBySide
@Needs(Ability.AUDIT_LOG)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeveralOperatorsIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FIRST = "first";
  private static final String LATE = "late";

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("several"));

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Instant START = Instant.now();

  private static OperatorProcess first;
  private static OperatorProcess late;

  private static Cluster cluster() {
    return CLUSTERS.get("several");
  }

  @BeforeAll
  static void installTwoReleases() {
    List.of(FIRST, LATE, "team-a", "team-b", "team-c").forEach(SeveralOperatorsIT::namespace);
    Releases.install(
        cluster(), FIRST, "clusterName=westus", "replicas=0", "watchNamespaces={team-a,team-b}");
    Releases.install(
        cluster(),
        LATE,
        "clusterName=westus",
        "replicas=0",
        "crds.install=false",
        "priorityClasses.create=false",
        "watchNamespaces={team-c}");
    first = begin(FIRST, "team-a,team-b");
    first.awaitReady();
    late = begin(LATE, "team-c");
    late.awaitReady();
  }

  @AfterAll
  static void stopBoth() {
    for (OperatorProcess operator : new OperatorProcess[] {first, late}) {
      if (operator != null) {
        operator.close();
      }
    }
  }

  @Test
  @Order(1)
  @DisplayName("two operators each work in the namespaces that they are set to")
  void eachWorksInItsOwnNamespaces() {
    List.of("team-a", "team-b", "team-c").forEach(SeveralOperatorsIT::applyLocation);

    awaitImages("team-a", FIRST);
    awaitImages("team-b", FIRST);
    awaitImages("team-c", LATE);
    awaitScope(FIRST, "False", "AloneInScope");
    awaitScope(LATE, "False", "AloneInScope");
    assertThat(writtenBy(FIRST)).doesNotContainKey("team-c").containsKeys("team-a", "team-b");
    assertThat(writtenBy(LATE)).containsOnlyKeys("team-c", LATE);
  }

  @Test
  @Order(2)
  @DisplayName("an operator for all namespaces leaves out those of an earlier one and says so")
  void anOperatorForAllLeavesOutWhatIsTaken() {
    Map<String, String> pods = pods();
    Releases.helm(
            cluster(),
            "upgrade",
            LATE,
            "clusterName=westus",
            "replicas=0",
            "crds.install=false",
            "priorityClasses.create=false")
        .orThrow();
    late.close();
    late = begin(LATE, "");
    late.awaitReady();
    Instant since = Instant.now();

    String told = awaitScope(LATE, "True", "StandsBack").path("message").asText();
    assertThat(told).contains("namespace first", "team-a, team-b", "first: this one does nothing");
    awaitScope(FIRST, "True", "OthersStandBack");
    namespace("team-d");
    applyLocation("team-d");
    awaitImages("team-d", LATE);
    assertThat(writtenBy(LATE, since)).doesNotContainKeys("team-a", "team-b");
    assertThat(pods()).containsAllEntriesOf(pods);
    assertThat(ready(late)).isEqualTo(200);
  }

  @Test
  @Order(3)
  @DisplayName("an operator whose every namespace is another's is not ready and names the other")
  void anOperatorWithNothingLeftIsNotReady() {
    late.close();
    late = begin(LATE, "team-a");

    await("it says that it is not ready, and whose its namespace is")
        .atMost(SOON)
        .until(() -> ready(late) == 503 && said(late).contains("first works in team-a too"));
    awaitScope(LATE, "True", "StandsBack");
    await("an Event that names the other")
        .atMost(SOON)
        .until(() -> events(LATE).stream().anyMatch(text -> text.contains("namespace first")));
  }

  @Test
  @Order(4)
  @DisplayName("what an operator leaves behind is taken over by the one that stood back")
  void whatIsLeftIsTakenOver() {
    first.close();
    cluster().client().leases().inNamespace(FIRST).withName("apim-operator-scope").delete();

    awaitScope(LATE, "False", "AloneInScope");
    awaitImages("team-a", LATE);
    assertThat(ready(late)).isEqualTo(200);
    assertNothingRefused();
  }

  /** A machine with too much to do is told of in the log, and is no failure of this test. */
  private static OperatorProcess begin(String release, String namespaces) {
    OperatorProcess.Settings settings =
        OperatorProcess.Settings.forTests(release, "westus", "apim-operator")
            .withName("operator-" + release)
            .with("APIM_GATEWAY_IMAGE", image(release))
            .with("APIM_WATCH_NAMESPACES", namespaces);
    return OperatorProcess.begin(cluster(), settings).expectLog("has been blocked for");
  }

  private static String image(String release) {
    return "example.com/gateway:" + release;
  }

  private static void namespace(String name) {
    cluster()
        .client()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .serverSideApply();
  }

  private static void applyLocation(String namespace) {
    new Objects(cluster(), namespace)
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: ApiManagementInstance
            metadata: {name: contoso}
            spec: {tier: Premium, publisher: {name: C, email: a@c.example}}
            ---
            apiVersion: apim.dev/v1alpha1
            kind: GatewayLocation
            metadata: {name: west}
            spec: {instanceRef: {name: contoso}, region: West US, units: 1}
            """)
        .orThrow();
  }

  private static JsonNode awaitScope(String release, String status, String reason) {
    return new Objects(cluster(), release)
        .awaitCondition("gwcluster", "westus", "ScopeShared", status, reason, SOON);
  }

  private static void awaitImages(String namespace, String release) {
    await("gateways of " + namespace + " by " + release)
        .atMost(SOON)
        .until(
            () -> {
              List<Pod> pods = podsOf(namespace);
              return pods.size() == 2
                  && pods.stream()
                      .allMatch(
                          pod ->
                              pod.getSpec()
                                  .getContainers()
                                  .get(0)
                                  .getImage()
                                  .equals(image(release)));
            });
  }

  private static List<Pod> podsOf(String namespace) {
    return cluster().client().pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  private static Map<String, String> pods() {
    Map<String, String> pods = new TreeMap<>();
    cluster()
        .client()
        .pods()
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(pod -> pods.put(pod.getMetadata().getUid(), pod.getMetadata().getName()));
    return pods;
  }

  private static List<String> events(String namespace) {
    return cluster().client().v1().events().inNamespace(namespace).list().getItems().stream()
        .map(event -> event.getReason() + " " + event.getMessage())
        .toList();
  }

  private static Map<String, Long> writtenBy(String release) {
    return writtenBy(release, START);
  }

  /** Writes by namespace. */
  private static Map<String, Long> writtenBy(String release, Instant since) {
    return cluster().auditLog().writesBy(user(release), since).stream()
        .collect(Collectors.groupingBy(AuditEntry::namespace, Collectors.counting()));
  }

  private static void assertNothingRefused() {
    assertThat(cluster().auditLog().since(START))
        .filteredOn(entry -> List.of(user(FIRST), user(LATE)).contains(entry.user()))
        .filteredOn(entry -> entry.code() == 403)
        .extracting(AuditEntry::path)
        .isEmpty();
  }

  private static String user(String release) {
    return "system:serviceaccount:" + release + ":apim-operator";
  }

  /** Status of its readiness; 0 while it does not answer yet. */
  private static int ready(OperatorProcess operator) {
    return health(operator).map(HttpResponse::statusCode).orElse(0);
  }

  private static String said(OperatorProcess operator) {
    return health(operator).map(HttpResponse::body).orElse("");
  }

  private static Optional<HttpResponse<String>> health(OperatorProcess operator) {
    URI ready = operator.url("/q/health/ready");
    try {
      return Optional.of(
          HTTP.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
