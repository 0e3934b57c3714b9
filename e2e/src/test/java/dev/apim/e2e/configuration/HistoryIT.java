package dev.apim.e2e.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The revisions of a configuration: their history, the way back, and how many edits make one. */
class HistoryIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String NAMESPACE = "history";
  private static final int EDITS = 100;
  private static final Duration BETWEEN_EDITS = Duration.ofMillis(90);

  @RegisterExtension static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("past"));

  private static Region region;
  private static Objects objects;

  @BeforeAll
  static void install() {
    region = Region.install(cluster(), RegionSpec.primary("past"));
    cluster().kubectl("create", "namespace", NAMESPACE).orThrow();
    objects = new Objects(cluster(), NAMESPACE);
  }

  @AfterAll
  static void end() {
    if (region != null) {
      region.close();
    }
  }

  @Test
  @DisplayName("B53 a pin is a rollback by one write, and edits wait until it is removed")
  void aPinIsARollback() {
    objects.apply(instance("pinned", "") + api("pinned", "first")).orThrow();
    String first = awaitActive("pinned", "first").at("/spec/active/hash").asText();
    objects.apply(api("pinned", "second")).orThrow();
    JsonNode second = awaitActive("pinned", "second");
    assertThat(second.at("/spec/history/0/changes").asText()).isEqualTo("Api pinned changed");
    assertThat(second.at("/spec/history/1/hash").asText()).isEqualTo(first);

    objects.apply(instance("pinned", "pin: \"" + first.substring(0, 12) + "\"")).orThrow();
    JsonNode back = awaitActive("pinned", "first");
    assertThat(sequence(back)).isEqualTo(sequence(second) + 1);
    assertThat(back.at("/spec/active/hash").asText()).isEqualTo(first);
    assertThat(back.at("/spec/history/0/changes").asText()).startsWith("back to revision");
    awaitCondition("pinned", "Pinned", "True", "RevisionPinned");
    objects.apply(api("pinned", "third")).orThrow();
    await("nothing is published while a revision is pinned")
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(() -> pointer("pinned").equals(back));

    objects.apply(instance("pinned", "")).orThrow();
    awaitActive("pinned", "third");
  }

  @Test
  @DisplayName("a pin that names no revision changes nothing, and the valid ones are told")
  void aWrongPinIsAnswered() {
    objects.apply(instance("wrong", "") + api("wrong", "first")).orThrow();
    JsonNode active = awaitActive("wrong", "first");

    objects.apply(instance("wrong", "pin: \"000000000000\"")).orThrow();

    JsonNode told = awaitCondition("wrong", "ConfigurationInSync", "False", "RevisionNotFound");
    assertThat(told.path("message").asText())
        .contains("spec.configuration.pin: 000000000000")
        .contains(active.at("/spec/active/hash").asText().substring(0, 12));
    assertThat(pointer("wrong").path("spec")).isEqualTo(active.path("spec"));
  }

  @Test
  @DisplayName("B77 a hundred edits in ten seconds are about ten revisions, the last one included")
  void aHundredEditsAreFewRevisions() {
    objects.apply(instance("burst", "") + api("burst", "first")).orThrow();
    long before = sequence(awaitActive("burst", "first"));
    long start = System.nanoTime();

    for (int i = 0; i < EDITS; i++) {
      patch("burst", "edit-" + i);
      await().pollDelay(BETWEEN_EDITS).until(() -> true);
    }

    long after = sequence(awaitActive("burst", "edit-" + (EDITS - 1)));
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    System.out.printf("%d edits in %d s: %d revisions%n", EDITS, seconds, after - before);
    assertThat(after - before).isBetween(2L, seconds + 2);
  }

  private static Cluster cluster() {
    return CLUSTERS.get("past");
  }

  private static void patch(String api, String path) {
    cluster()
        .client()
        .genericKubernetesResources("apim.dev/v1alpha1", "Api")
        .inNamespace(NAMESPACE)
        .withName(api)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"path\":\"" + path + "\"}}");
  }

  private static JsonNode pointer(String instance) {
    return objects.get("apimconfig", instance);
  }

  /** Waits until the active revision has an Api with that path. */
  private static JsonNode awaitActive(String instance, String path) {
    return await("path " + path)
        .atMost(LIMIT)
        .until(
            () -> pointer(instance),
            seen -> seen.at("/spec/active/inline").toString().contains(path + "\\\""));
  }

  private static long sequence(JsonNode pointer) {
    return pointer.at("/spec/fence/sequence").asLong();
  }

  private static JsonNode awaitCondition(
      String instance, String type, String status, String reason) {
    return objects.awaitCondition("ApiManagementInstance", instance, type, status, reason, LIMIT);
  }

  private static String instance(String name, String configuration) {
    return """
        ---
        apiVersion: apim.dev/v1alpha1
        kind: ApiManagementInstance
        metadata: {name: %1$s}
        spec:
          tier: Premium
          publisher: {name: Contoso, email: apis@contoso.example}
          configuration: {%2$s}
        ---
        apiVersion: apim.dev/v1alpha1
        kind: GatewayLocation
        metadata: {name: %1$s}
        spec: {instanceRef: {name: %1$s}, region: Past, hosting: SelfHosted}
        """
        .formatted(name, configuration);
  }

  private static String api(String name, String path) {
    return """
        ---
        apiVersion: apim.dev/v1alpha1
        kind: Api
        metadata: {name: %1$s}
        spec:
          instanceRef: {name: %1$s}
          path: %2$s
          backend: {type: Url, url: "http://backend.example"}
        """
        .formatted(name, path);
  }
}
