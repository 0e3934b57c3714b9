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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Products, subscriptions and OpenAPI documents, with the operator by its chart. 30 s. */
class ApiSurfaceIT {

  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** What a policy document may have; it has some more. */
  private static final int MOST_CHARACTERS = 262_144;

  /** Two such documents fit into a bucket of 512 KiB, and three do not. */
  private static final int LARGE = 250_000;

  @RegisterExtension static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("solo"));

  private static Region region;
  private Objects objects;
  private String namespace;

  @BeforeAll
  static void install() {
    region = Region.install(cluster(), RegionSpec.primary("solo"));
  }

  @AfterAll
  static void end() {
    region.close();
  }

  @BeforeEach
  void makeNamespace(TestInfo test) {
    namespace = "surface-" + Integer.toHexString(test.getDisplayName().hashCode());
    cluster().kubectl("create", "namespace", namespace).orThrow();
    objects = new Objects(cluster(), namespace);
    objects.apply(INSTANCE).orThrow();
  }

  private static Cluster cluster() {
    return CLUSTERS.get("solo");
  }

  @Test
  @DisplayName("B123 keys are made, rotated and suspended, and stand nowhere but in their Secret")
  void keysStandInTheirSecretOnly() throws IOException {
    objects.apply(api("") + PRODUCT + subscription("")).orThrow();
    accepted("Subscription", "partner", "True", "Accepted");
    accepted("Product", "gold", "True", "Accepted");
    String first = key("primaryKey");
    String second = key("secondaryKey");
    assertThat(first).matches("[0-9a-f]{32}").isNotEqualTo(second);
    String hashes = document();
    assertThat(hashes).contains("keyHashes");

    objects.apply(subscription(", keyRotation: {primary: 1}")).orThrow();
    await().atMost(LIMIT).until(() -> !key("primaryKey").equals(first));
    assertThat(key("secondaryKey")).isEqualTo(second);
    await().atMost(LIMIT).until(() -> !document().equals(hashes));

    objects.apply(subscription(", keyRotation: {primary: 1}, state: Suspended")).orThrow();
    await().atMost(LIMIT).until(() -> document().contains("\\\"active\\\":false"));
    String everything =
        cluster()
                .kubectl("get", "apim-all,events,configmaps,leases", "-n", namespace, "-o", "yaml")
                .orThrow()
            + Files.readString(region.operator().orElseThrow().log());
    for (String key : new String[] {first, second, key("primaryKey")}) {
      assertThat(everything)
          .doesNotContain(key)
          .doesNotContain(Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  @DisplayName("B123 a user's own Secret is followed by its labels, and told where it lacks them")
  void aUsersOwnSecret() {
    cluster()
        .kubectl(
            "create",
            "secret",
            "generic",
            "partner-keys",
            "-n",
            namespace,
            "--from-literal=primaryKey=0123456789abcdef0123")
        .orThrow();
    objects.apply(api("") + PRODUCT + subscription("")).orThrow();
    JsonNode told = accepted("Subscription", "partner", "False", "InvalidSecret");
    assertThat(told.path("message").asText())
        .contains("apim.dev/instance=contoso apim.dev/subscription=partner");

    cluster()
        .kubectl(
            "label",
            "secret",
            "partner-keys",
            "-n",
            namespace,
            "apim.dev/instance=contoso",
            "apim.dev/subscription=partner")
        .orThrow();
    accepted("Subscription", "partner", "True", "Accepted");
  }

  @Test
  @DisplayName("B95 an OpenAPI document in a ConfigMap is followed, and told where it is broken")
  void anOpenApiDocumentIsFollowed() {
    objects.apply(api("openapi: {type: ConfigMap, configMapRef: {name: shop}}")).orThrow();
    assertThat(accepted("Api", "shop", "False", "OpenApiNotFound").path("message").asText())
        .contains("no ConfigMap \"shop\" with the label apim.dev/instance=contoso");

    objects.apply(openApi("list", "Order")).orThrow();
    accepted("Api", "shop", "True", "Accepted");
    assertThat(document()).contains("\\\"name\\\":\\\"list\\\"");

    objects.apply(openApi("search", "Order")).orThrow();
    await().atMost(LIMIT).until(() -> document().contains("\\\"name\\\":\\\"search\\\""));

    objects.apply(openApi("gone", "Nothing")).orThrow();
    assertThat(accepted("Api", "shop", "False", "InvalidOpenApi").path("message").asText())
        .contains("#/paths/~1orders/get/responses/200")
        .contains("the last good version");
    assertThat(document()).contains("search").doesNotContain("gone");
  }

  @Test
  @DisplayName("B53 what is too large is told with size and limit, and what else is edited goes on")
  void whatIsTooLargeIsTold() {
    assertThat(objects.apply(policy("list", MOST_CHARACTERS)).err())
        .contains("spec.document: Too long: may not be more than 262144 bytes");
    objects.apply(api(OPERATIONS) + policy("list", LARGE) + policy("find", LARGE)).orThrow();
    accepted("Policy", "list", "True", "Accepted");
    accepted("Policy", "find", "True", "Accepted");
    await().atMost(LIMIT).until(() -> changes().contains("Policy find added"));
    String changes = changes();

    objects.apply(policy("drop", LARGE)).orThrow();
    assertThat(accepted("Policy", "drop", "False", "TooLarge").path("message").asText())
        .containsPattern("the API shop and its policies are 75\\d{4} bytes, and at most 524288")
        .containsPattern("this object, as it is written, is 25\\d{4} of them");
    assertThat(changes()).isEqualTo(changes);
    objects.apply(PRODUCT).orThrow();
    await().atMost(LIMIT).until(() -> changes().contains("Product gold added"));
    assertThat(changes()).doesNotContain("drop");

    objects.apply(policy("drop", 1)).orThrow();
    accepted("Policy", "drop", "True", "Accepted");
    await().atMost(LIMIT).until(() -> changes().contains("Policy drop added"));
  }

  /** What each revision changed. */
  private String changes() {
    return objects.get("GatewayConfiguration", "contoso").at("/spec/history").toString();
  }

  private JsonNode accepted(String kind, String name, String status, String reason) {
    return objects.awaitCondition(kind, name, "Accepted", status, reason, LIMIT);
  }

  private String document() {
    return objects.get("GatewayConfiguration", "contoso").at("/spec/active/inline").toString();
  }

  private String key(String name) {
    String data = objects.get("Secret", "partner-keys").at("/data/" + name).asText();
    return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
  }

  private static final String INSTANCE =
      """
      apiVersion: apim.dev/v1alpha1
      kind: ApiManagementInstance
      metadata: {name: contoso}
      spec:
        tier: Premium
        publisher: {name: Contoso, email: apis@contoso.example}
      ---
      apiVersion: apim.dev/v1alpha1
      kind: GatewayLocation
      metadata: {name: solo}
      spec: {instanceRef: {name: contoso}, region: Solo, hosting: SelfHosted}
      """;

  private static final String OPERATIONS =
      """
      operations:
        - {name: list, method: GET, urlTemplate: /orders}
        - {name: find, method: GET, urlTemplate: "/orders/{id}"}
        - {name: drop, method: DELETE, urlTemplate: "/orders/{id}"}
      """
          .indent(2)
          .strip();

  private static final String PRODUCT =
      """
      ---
      apiVersion: apim.dev/v1alpha1
      kind: Product
      metadata: {name: gold}
      spec: {instanceRef: {name: contoso}, apis: [shop]}
      """;

  private static String api(String more) {
    return """
           ---
           apiVersion: apim.dev/v1alpha1
           kind: Api
           metadata: {name: shop}
           spec:
             instanceRef: {name: contoso}
             path: shop
             backend: {type: Url, url: "http://backend.example"}
             %s
           """
        .formatted(more);
  }

  /** A document that is as long as its comment and a little more. */
  private static String policy(String operation, int characters) {
    return """
           ---
           apiVersion: apim.dev/v1alpha1
           kind: Policy
           metadata: {name: %1$s}
           spec:
             instanceRef: {name: contoso}
             targetRef: {kind: Api, name: shop, operation: %1$s}
             document: "<policies><inbound><base /></inbound></policies><!--%2$s-->"
           """
        .formatted(operation, "x".repeat(characters));
  }

  private static String subscription(String more) {
    return """
           ---
           apiVersion: apim.dev/v1alpha1
           kind: Subscription
           metadata: {name: partner}
           spec: {instanceRef: {name: contoso}, scope: {type: Product, name: gold}%s}
           """
        .formatted(more);
  }

  private static String openApi(String operation, String schema) {
    return """
           apiVersion: v1
           kind: ConfigMap
           metadata: {name: shop, labels: {apim.dev/instance: contoso}}
           data:
             openapi.yaml: |
               openapi: 3.0.3
               info: {title: Shop, version: "1"}
               paths:
                 /orders:
                   get:
                     operationId: %s
                     responses:
                       "200":
                         description: ok
                         content: {application/json: {schema: {$ref: "#/components/schemas/%s"}}}
               components: {schemas: {Order: {type: object}}}
           """
        .formatted(operation, schema);
  }
}
