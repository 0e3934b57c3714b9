package dev.apim.e2e.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.cluster.AuditEntry;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.Cluster.Ability;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.Needs;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One cluster, the product by its chart, and the configuration of an instance per test. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SideBySide
class PublishIT {

  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration HEALED = Duration.ofSeconds(2);

  @RegisterExtension static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("solo"));

  /** A namespace that every test leaves alone. */
  private static final String QUIET = "quiet";

  private static Region region;
  private static Instant quietSince;
  private Objects objects;
  private String namespace;

  @BeforeAll
  static void install() {
    region = Region.install(cluster(), RegionSpec.primary("solo"));
    cluster().kubectl("create", "namespace", QUIET).orThrow();
    Objects quiet = new Objects(cluster(), QUIET);
    quiet.apply(instance() + location() + api("orders", "orders")).orThrow();
    quiet.awaitCondition("Api", "orders", "Accepted", "True", "Accepted", LIMIT);
    quietSince = Instant.now().plusSeconds(3);
  }

  @AfterAll
  static void end() {
    region.close();
  }

  @BeforeEach
  void makeNamespace(TestInfo test) {
    namespace = "publish-" + Integer.toHexString(test.getDisplayName().hashCode());
    cluster().kubectl("create", "namespace", namespace).orThrow();
    objects = new Objects(cluster(), namespace);
  }

  private static Cluster cluster() {
    return CLUSTERS.get("solo");
  }

  @Test
  @DisplayName("an instance without any Api is published, so that its gateways become ready")
  void anEmptyInstanceIsPublished() {
    objects.apply(instance() + location()).orThrow();

    JsonNode pointer = awaitPointer(1);

    assertThat(pointer.at("/spec/fence/sequence").asLong()).isEqualTo(1);
    assertThat(pointer.at("/spec/active/inline/manifest").asText()).contains("contoso");
    assertThat(objects.count("ConfigurationSnapshot")).isEqualTo(1);
  }

  @Test
  @DisplayName("order does not matter: Api first, then location, then instance")
  void objectsMayComeInAnyOrder() {
    objects.apply(api("orders", "orders")).orThrow();
    JsonNode missing = awaitReason("Api", "orders", "Accepted", "False", "InstanceNotFound");
    objects.apply(location()).orThrow();
    objects.apply(instance()).orThrow();

    awaitReason("Api", "orders", "Accepted", "True", "Accepted");
    assertThat(missing.path("message").asText()).contains("contoso");
    assertThat(awaitPointer(1).at("/spec/active/inline").toString()).contains("orders");
  }

  @Test
  @DisplayName("B53 each object says whether it is accepted, and a broken one breaks no other")
  void verdictsAreSaidAtTheObjects() {
    objects
        .apply(
            instance()
                + location()
                + api("orders", "orders")
                + api("rival", "orders")
                + apiWithBackend("lost", "nobody")
                + policy("limit", "orders", "\"<policies/>\""))
        .orThrow();

    awaitReason("Api", "orders", "Accepted", "True", "Accepted");
    awaitReason("Api", "rival", "Accepted", "False", "PathConflict");
    JsonNode lost = awaitReason("Api", "lost", "Accepted", "False", "BackendNotFound");
    awaitReason("Policy", "limit", "Accepted", "True", "Accepted");
    awaitReason("Api", "orders", "Programmed", "False", "NoGateways");
    assertThat(lost.path("message").asText()).contains("nobody");
  }

  @Test
  @DisplayName("B8 a deleted pointer, snapshot or bucket is back within seconds")
  void whatIsDeletedComesBack() {
    objects.apply(instance() + location() + api("orders", "orders")).orThrow();
    await().atMost(LIMIT).until(() -> awaitPointer(1).toString().contains("orders"));
    String hash = objects.get("GatewayConfiguration", "contoso").at("/spec/active/hash").asText();
    int parts = objects.count("ConfigurationBucket");

    cluster().kubectl("delete", "gatewayconfiguration", "contoso", "-n", namespace).orThrow();
    await()
        .atMost(HEALED)
        .untilAsserted(
            () ->
                assertThat(
                        objects
                            .get("GatewayConfiguration", "contoso")
                            .at("/spec/active/hash")
                            .asText())
                    .isEqualTo(hash));
    cluster().kubectl("delete", "apimsnapshot", "contoso-" + hash, "-n", namespace).orThrow();
    await()
        .atMost(HEALED)
        .until(() -> objects.get("ConfigurationSnapshot", "contoso-" + hash).isObject());
    cluster().kubectl("delete", "apimbucket", "--all", "-n", namespace).orThrow();
    await().atMost(HEALED).until(() -> objects.count("ConfigurationBucket") >= Math.min(parts, 2));
  }

  @Test
  @DisplayName("a pointer that somebody edited is put right under the next number")
  void anEditedPointerIsPutRight() {
    objects.apply(instance() + location() + api("orders", "orders")).orThrow();
    await().atMost(LIMIT).until(() -> awaitPointer(1).toString().contains("orders"));
    JsonNode before = objects.get("GatewayConfiguration", "contoso");
    String wrong = "0".repeat(64);
    region.operator().orElseThrow().expectLog("LocalParts.*cannot be read: manifest " + wrong);

    cluster()
        .kubectl(
            "patch",
            "gatewayconfiguration",
            "contoso",
            "-n",
            namespace,
            "--type=merge",
            "-p",
            "{\"spec\":{\"active\":{\"hash\":\"" + wrong + "\",\"inline\":null}}}")
        .orThrow();

    await()
        .atMost(HEALED)
        .untilAsserted(
            () -> {
              JsonNode after = objects.get("GatewayConfiguration", "contoso");
              assertThat(after.at("/spec/active/hash")).isEqualTo(before.at("/spec/active/hash"));
              assertThat(after.at("/spec/fence/sequence").asLong())
                  .isGreaterThan(before.at("/spec/fence/sequence").asLong());
            });
  }

  @Test
  @DisplayName("a new Api and its Policy that are applied together are one revision")
  void anApiAndItsPolicyComeTogether() {
    objects.apply(instance() + location()).orThrow();
    awaitPointer(1);
    for (String name : List.of("first", "second", "third")) {
      objects
          .apply(
              api(name, name)
                  + policy(name, name, "<policies><inbound><base /></inbound></policies>"))
          .orThrow();
      await()
          .atMost(LIMIT)
          .until(() -> changes().anyMatch(line -> line.contains("Policy " + name + " added")));
    }

    assertThat(changes().filter(line -> line.contains("added")))
        .containsExactlyInAnyOrder(
            "Api first added, Policy first added",
            "Api second added, Policy second added",
            "Api third added, Policy third added");
  }

  private Stream<String> changes() {
    Stream.Builder<String> lines = Stream.builder();
    objects
        .get("GatewayConfiguration", "contoso")
        .at("/spec/history")
        .forEach(entry -> lines.add(entry.path("changes").asText()));
    return lines.build();
  }

  private static String policy(String name, String api, String document) {
    return """
           ---
           apiVersion: apim.dev/v1alpha1
           kind: Policy
           metadata: {name: %s}
           spec:
             instanceRef: {name: contoso}
             targetRef: {kind: Api, name: %s}
             document: %s
           """
        .formatted(name, api, document);
  }

  @Test
  @DisplayName("a burst of edits is at most one revision a second")
  void aBurstOfEditsIsFewRevisions() {
    objects.apply(instance() + location() + api("orders", "orders")).orThrow();
    long first = awaitPointer(1).at("/spec/fence/sequence").asLong();
    Instant start = Instant.now();

    for (int i = 0; i < 12; i++) {
      objects.apply(api("orders", "orders-" + i)).orThrow();
    }
    await()
        .atMost(LIMIT)
        .until(
            () -> objects.get("GatewayConfiguration", "contoso").toString().contains("orders-11"));

    long seconds = Duration.between(start, Instant.now()).toSeconds();
    long last = objects.get("GatewayConfiguration", "contoso").at("/spec/fence/sequence").asLong();
    assertThat(last - first).isBetween(1L, seconds + 2);
  }

  @Test
  @DisplayName("the removal of many objects waits for a person's word, and nothing else does")
  void anUnusualRemovalIsHeld() {
    String many =
        IntStream.range(0, 14)
            .mapToObj(i -> api("api" + i, "path" + i))
            .collect(Collectors.joining());
    objects.apply(instance() + location() + many).orThrow();
    await().atMost(LIMIT).until(() -> awaitPointer(1).toString().contains("path13"));

    cluster()
        .client()
        .genericKubernetesResources("apim.dev/v1alpha1", "Api")
        .inNamespace(namespace)
        .delete();

    awaitReason(
        "ApiManagementInstance", "contoso", "ConfigurationInSync", "False", "DeletionsHeld");
    objects.apply(api("late", "late-path")).orThrow();
    await()
        .atMost(LIMIT)
        .until(
            () -> objects.get("GatewayConfiguration", "contoso").toString().contains("late-path"));
    assertThat(objects.get("GatewayConfiguration", "contoso").toString()).contains("path13");

    await().atMost(LIMIT).until(this::allowsWhatIsHeld);
  }

  /** The revision that is held is another one after each edit. */
  private boolean allowsWhatIsHeld() {
    String text =
        objects.get("ApiManagementInstance", "contoso").at("/status/conditions").toString();
    Matcher held = Pattern.compile("allowDeletions to ([0-9a-f]{64})").matcher(text);
    if (held.find()) {
      String allowed = "  configuration: {allowDeletions: " + held.group(1) + "}\n";
      objects.apply(instance() + allowed + location()).orThrow();
    }
    return !objects.get("GatewayConfiguration", "contoso").toString().contains("path13");
  }

  @Test
  @Needs(Ability.AUDIT_LOG)
  @Order(Integer.MAX_VALUE)
  @DisplayName("after convergence nothing is written, however much is written for others")
  void whenNothingChangesNothingIsWritten() {
    await("20 s since it was left alone")
        .atMost(Duration.ofSeconds(25))
        .until(() -> Instant.now().isAfter(quietSince.plusSeconds(20)));

    assertThat(cluster().auditLog().writesBy(Region.OPERATOR_USER, quietSince))
        .filteredOn(entry -> !entry.resource().equals("leases"))
        .filteredOn(entry -> entry.namespace().equals(QUIET))
        .map(AuditEntry::path)
        .isEmpty();
  }

  @Test
  @DisplayName("an instance that is deleted and made again at once settles")
  void anInstanceMadeAgainSettles() {
    objects.apply(instance() + location() + api("orders", "orders")).orThrow();
    awaitReason("Api", "orders", "Accepted", "True", "Accepted");
    awaitPointer(1);

    cluster()
        .kubectl("delete", "apimanagementinstance", "contoso", "-n", namespace, "--wait=false")
        .orThrow();
    objects.apply(instance()).orThrow();

    String uid = objects.get("ApiManagementInstance", "contoso").at("/metadata/uid").asText();
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () -> {
              JsonNode pointer = objects.get("GatewayConfiguration", "contoso");
              assertThat(pointer.at("/metadata/ownerReferences/0/uid").asText()).isEqualTo(uid);
              assertThat(pointer.at("/spec/active/inline").toString()).contains("orders");
              String hash = pointer.at("/spec/active/hash").asText();
              assertThat(
                      objects
                          .get("ConfigurationSnapshot", "contoso-" + hash)
                          .at("/metadata/ownerReferences/0/uid")
                          .asText())
                  .isEqualTo(uid);
            });
  }

  private JsonNode awaitPointer(long sequence) {
    return await()
        .atMost(LIMIT)
        .until(
            () -> objects.get("GatewayConfiguration", "contoso"),
            pointer -> pointer.at("/spec/fence/sequence").asLong() >= sequence);
  }

  private JsonNode awaitReason(
      String kind, String name, String type, String status, String reason) {
    return objects.awaitCondition(kind, name, type, status, reason, LIMIT);
  }

  private static String instance() {
    return """
           ---
           apiVersion: apim.dev/v1alpha1
           kind: ApiManagementInstance
           metadata: {name: contoso}
           spec:
             tier: Premium
             publisher: {name: Contoso, email: apis@contoso.example}
           """;
  }

  private static String location() {
    return """
           ---
           apiVersion: apim.dev/v1alpha1
           kind: GatewayLocation
           metadata: {name: solo}
           spec: {instanceRef: {name: contoso}, region: Solo, hosting: SelfHosted}
           """;
  }

  private static String api(String name, String path) {
    return """
           ---
           apiVersion: apim.dev/v1alpha1
           kind: Api
           metadata: {name: %s}
           spec:
             instanceRef: {name: contoso}
             path: %s
             backend: {type: Url, url: "http://backend.example"}
           """
        .formatted(name, path);
  }

  private static String apiWithBackend(String name, String backend) {
    return """
           ---
           apiVersion: apim.dev/v1alpha1
           kind: Api
           metadata: {name: %s}
           spec:
             instanceRef: {name: contoso}
             path: %s
             backend: {type: Ref, name: %s}
           """
        .formatted(name, name, backend);
  }
}
