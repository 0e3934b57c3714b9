package dev.apim.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.junit.SharedCluster;
import dev.apim.e2e.junit.TestNamespace;
import dev.apim.e2e.process.CommandResult;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server itself refuses, rule by rule and message by message. */
@SharedCluster
class ApiRulesIT {

  private static final JsonNode RULES = rules();

  @TempDir Path work;

  @BeforeAll
  static void installCrds(Cluster cluster) {
    Crds.install(cluster);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  @DisplayName("B108 a valid object of the kind is accepted")
  void aValidObjectIsAccepted(String kind, Cluster cluster, TestNamespace namespace) {
    GenericKubernetesResource object = object(namespace, kind, null, null);
    assertThat(cluster.client().resource(object).create().getMetadata().getUid()).isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  @DisplayName("B108 kubectl diff is empty after an apply of the kind, on either side")
  void diffIsEmptyAfterAnApply(String kind, Cluster cluster, TestNamespace namespace)
      throws IOException {
    GenericKubernetesResource object = object(namespace, kind, null, null);
    for (String side : List.of("--server-side=false", "--server-side=true")) {
      object.getMetadata().setName("sample" + side.length());
      Path file = Files.writeString(work.resolve("object.json"), Serialization.asJson(object));
      cluster.kubectl("apply", side, "-f", file.toString()).orThrow();

      CommandResult diff = cluster.kubectl("diff", side, "-f", file.toString());

      assertThat(diff.exitCode()).as(side + diff.out() + diff.err()).isZero();
    }
  }

  @Test
  @DisplayName("kubectl apply -f crds/ takes them as they are")
  void kubectlAppliesTheCrds(Cluster cluster) {
    cluster
        .kubectl("apply", "--dry-run=server", "--server-side=false", "-f", Crds.folder().toString())
        .orThrow();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  @DisplayName("B32 a rule is told with what would be right")
  void aRuleIsToldWithWhatWouldBeRight(
      String name, JsonNode row, Cluster cluster, TestNamespace namespace) {
    String kind = row.path("kind").asText();
    GenericKubernetesResource object =
        object(namespace, kind, row.get("metadata"), row.get("spec"));
    if (row.has("then")) {
      cluster.client().resource(object).create();
      ObjectNode changed = merge(specOf(object), row.get("then"));
      object.setAdditionalProperty("spec", changed);
      assertThatThrownBy(() -> cluster.client().resource(object).update())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining(row.path("message").asText());
    } else {
      assertThatThrownBy(() -> cluster.client().resource(object).create())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining(row.path("message").asText());
    }
  }

  @Test
  @DisplayName("B32 kubectl scale is held to the same rule")
  void kubectlScaleIsHeldToTheSameRule(Cluster cluster, TestNamespace namespace) {
    JsonNode spec =
        new ObjectMapper()
            .valueToTree(
                Map.of(
                    "units",
                    3,
                    "availability",
                    Map.of("mode", "ZoneRedundant", "zones", List.of("1", "2", "3"))));
    cluster.client().resource(object(namespace, "GatewayLocation", null, spec)).create();

    var scaled = cluster.kubectl("scale", "gwloc/sample", "--replicas=4", "-n", namespace.name());

    assertThat(scaled.ok()).isFalse();
    assertThat(scaled.err()).contains("next valid: 3, 6, 9");
    cluster.kubectl("scale", "gwloc/sample", "--replicas=6", "-n", namespace.name()).orThrow();
  }

  @Test
  @DisplayName("B108 every rule of every kind has a row here")
  void everyRuleHasARow() throws IOException {
    Set<String> without = new TreeSet<>();
    try (Stream<Path> files = Files.list(Crds.folder())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        JsonNode crd = new YAMLMapper().readTree(file.toFile());
        String kind = crd.at("/spec/names/kind").asText();
        for (JsonNode rule : crd.findValues("x-kubernetes-validations")) {
          rule.forEach(r -> addIfUntested(kind, r, without));
        }
      }
    }
    assertThat(without).as("rules without a row in rules.yaml").isEmpty();
  }

  private static void addIfUntested(String kind, JsonNode rule, Set<String> without) {
    String told = rule.path("message").asText(rule.path("messageExpression").asText());
    String text = told.startsWith("'") ? told.substring(1, told.indexOf('\'', 1)) : told;
    boolean tested =
        StreamSupport.stream(RULES.get("cases").spliterator(), false)
            .filter(row -> row.path("kind").asText().equals(kind))
            .map(row -> row.path("message").asText())
            .anyMatch(message -> text.contains(message) || message.contains(text));
    if (!tested) {
      without.add(kind + ": " + text);
    }
  }

  static Stream<String> kinds() {
    return StreamSupport.stream(
        ((Iterable<String>) () -> RULES.get("valid").fieldNames()).spliterator(), false);
  }

  static Stream<Arguments> cases() {
    return StreamSupport.stream(RULES.get("cases").spliterator(), false)
        .map(
            row -> Arguments.of(row.path("kind").asText() + ": " + row.path("name").asText(), row));
  }

  private static GenericKubernetesResource object(
      TestNamespace namespace, String kind, JsonNode metadata, JsonNode spec) {
    String name = metadata == null ? "sample" : metadata.path("name").asText("sample");
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setApiVersion("apim.dev/v1alpha1");
    object.setKind(kind);
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(name.equals("LONG253") ? "a".repeat(253) : name)
            .withNamespace(namespace.name())
            .build());
    ObjectNode valid = RULES.at("/valid/" + kind + "/spec").deepCopy();
    object.setAdditionalProperty("spec", spec == null ? valid : merge(valid, spec));
    return object;
  }

  private static ObjectNode specOf(GenericKubernetesResource object) {
    return (ObjectNode) object.getAdditionalProperties().get("spec");
  }

  private static ObjectNode merge(ObjectNode base, JsonNode over) {
    ObjectNode result = base.deepCopy();
    over.properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                result.remove(field.getKey());
              } else if (result.path(field.getKey()).isObject() && field.getValue().isObject()) {
                result.set(
                    field.getKey(),
                    merge((ObjectNode) result.get(field.getKey()), field.getValue()));
              } else {
                result.set(field.getKey(), field.getValue());
              }
            });
    return result;
  }

  private static JsonNode rules() {
    try (InputStream in = ApiRulesIT.class.getResourceAsStream("rules.yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
