package dev.apim.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.process.CommandResult;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes that only the operator can see, told as conditions, with no harm to a neighbour. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SideBySide
class BadInputIT {

  private static final String NAMESPACE = "apim";
  private static final String NEIGHBOUR =
      """
      {apiVersion: apim.dev/v1alpha1, kind: ApiManagementInstance, metadata: {name: neighbour},
       spec: {tier: Premium, publisher: {name: C, email: a@c.example}}}
      ---
      {apiVersion: apim.dev/v1alpha1, kind: GatewayLocation, metadata: {name: neighbour},
       spec: {instanceRef: {name: neighbour}, region: West US, units: 3,
              availability: {mode: ZoneRedundant, zones: ["1", "2", "3"]}}}
      """;

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("westus"));

  private static Region region;
  private static Map<String, String> neighbourAtRest;

  @BeforeAll
  static void startBesideAHealthyNeighbour() {
    region = Region.install(cluster(), RegionSpec.primary("westus"));
    region.operator().orElseThrow().expectLog("nosecret|garbage|127\\.0\\.0\\.1:9|\\bdead\\b");
    cluster().kubectl("create", "namespace", NAMESPACE).orThrow();
    new Objects(cluster(), NAMESPACE).apply(NEIGHBOUR).orThrow();
    await("the neighbour is ready")
        .atMost(Duration.ofSeconds(60))
        .until(() -> neighbour().size() == 11);
    neighbourAtRest = neighbour();
  }

  @AfterAll
  static void stopTheOperator() {
    if (region != null) {
      region.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @Order(1)
  @MethodSource("rows")
  @DisplayName("B108 a mistake is a condition that says what is wrong and what would be right")
  void aMistakeIsACondition(String name, JsonNode row) {
    if (row.has("rejected")) {
      assertRejected(row);
      return;
    }
    objects(row.get("expect")).apply(row.path("objects").asText()).orThrow();
    try {
      if (row.has("then")) {
        awaitCondition(row.get("accepted"), "Accepted", "True");
        objects(row.get("expect")).apply(row.path("then").asText()).orThrow();
      }
      JsonNode expect = row.get("expect");
      JsonNode condition = awaitCondition(expect, expect.path("type").asText(), "False");
      assertThat(condition.path("reason").asText()).isEqualTo(expect.path("reason").asText());
      expect
          .path("says")
          .forEach(word -> assertThat(condition.path("message").asText()).contains(word.asText()));
      assertNothingHalfApplied(row);
      assertThat(neighbour()).as("the neighbour's pods and generations").isEqualTo(neighbourAtRest);
    } finally {
      remove(row);
    }
  }

  @Test
  @Order(2)
  @DisplayName("B35 zones in a cluster whose nodes carry no zone label are refused with the remedy")
  void aClusterWithoutZoneLabelsSaysSo() {
    // the last test: what simulates the nodes finds them by their label
    cluster().kubectl("label", "nodes", "--all", "topology.kubernetes.io/zone-").orThrow();
    Objects objects = new Objects(cluster(), NAMESPACE);
    objects.apply(NEIGHBOUR.replace("neighbour", "unlabelled")).orThrow();

    JsonNode refused =
        objects.awaitCondition(
            "gwloc", "unlabelled", "Accepted", "False", "ZoneNotFound", Duration.ofSeconds(20));

    assertThat(refused.path("message").asText())
        .contains("spec.availability.zones: 1, 2, 3 cannot be used")
        .contains("carries the label topology.kubernetes.io/zone; label the nodes, or choose mode");
    assertThat(neighbour()).as("the neighbour's pods and generations").isEqualTo(neighbourAtRest);
  }

  /** What the API server itself refuses reaches no operator. */
  private static void assertRejected(JsonNode row) {
    CommandResult applied = objects(row).apply(row.path("objects").asText());

    assertThat(applied.ok()).isFalse();
    row.path("rejected").forEach(word -> assertThat(applied.err()).contains(word.asText()));
    assertThat(neighbour()).as("the neighbour's pods and generations").isEqualTo(neighbourAtRest);
  }

  /** A location that was never accepted has no children at all. */
  private static void assertNothingHalfApplied(JsonNode row) {
    JsonNode expect = row.get("expect");
    boolean refusedLocation =
        expect.path("kind").asText().equals("GatewayLocation")
            && expect.path("type").asText().equals("Accepted");
    if (refusedLocation) {
      assertThat(
              cluster()
                  .client()
                  .apps()
                  .deployments()
                  .inNamespace(NAMESPACE)
                  .withLabel("apim.dev/location", expect.path("name").asText())
                  .list()
                  .getItems())
          .isEmpty();
    }
  }

  private static JsonNode awaitCondition(JsonNode of, String type, String status) {
    String kind = of.path("kind").asText() + ".apim.dev";
    return objects(of)
        .awaitCondition(
            kind,
            of.path("name").asText(),
            type,
            status,
            of.path("reason").asText(),
            Duration.ofSeconds(20));
  }

  private static Objects objects(JsonNode of) {
    return new Objects(cluster(), of.path("namespace").asText(NAMESPACE));
  }

  /** Ready pods by uid, what made them by generation: what a change would show in. */
  private static Map<String, String> neighbour() {
    Map<String, String> state = new TreeMap<>();
    var client = cluster().client();
    client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("apim.dev/location", "neighbour")
        .list()
        .getItems()
        .stream()
        .filter(
            pod ->
                pod.getStatus().getConditions().stream()
                    .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True")))
        .forEach(pod -> state.put(pod.getMetadata().getName(), pod.getMetadata().getUid()));
    client
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withLabel("apim.dev/location", "neighbour")
        .list()
        .getItems()
        .stream()
        .forEach(
            d -> state.put(d.getMetadata().getName(), d.getMetadata().getGeneration().toString()));
    for (String kind : List.of("apim", "gwloc")) {
      state.put(
          kind,
          cluster()
              .kubectl(
                  "get",
                  kind,
                  "neighbour",
                  "-n",
                  NAMESPACE,
                  "-o",
                  "jsonpath={.metadata.generation}")
              .orThrow());
    }
    return state;
  }

  static Stream<Arguments> rows() throws IOException {
    try (InputStream in = BadInputIT.class.getResourceAsStream("bad-input.yaml")) {
      return StreamSupport.stream(new YAMLMapper().readTree(in).spliterator(), false)
          .map(row -> Arguments.of(row.path("name").asText(), row))
          .toList()
          .stream();
    }
  }

  private static void remove(JsonNode row) {
    for (String part : new String[] {"objects", "then"}) {
      if (row.has(part)) {
        objects(row.get("expect")).delete(row.path(part).asText()).orThrow();
      }
    }
  }

  private static Cluster cluster() {
    return CLUSTERS.get("westus");
  }
}
