package dev.apim.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apim.helm.HealthScript.Health;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Argo CD shows of each kind, from samples of its status. */
class ArgoCdHealthTest {

  /** A missing thing that does not come by itself when the rest is applied. */
  private static final Set<String> NO_MATTER_OF_ORDER =
      Set.of("ZoneNotFound", "NamespaceNotFound", "PrimaryNotFound", "RevisionNotFound");

  private static final Path CASES =
      Tree.ROOT.resolve("helm/src/test/resources/dev/apim/helm/health-cases.yaml");

  private static final HealthScript SCRIPT = new HealthScript(Tree.read(ArgoCdFiles.SCRIPT));

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  @DisplayName("B108 health follows from the conditions, with the reason")
  void healthFollowsFromTheConditions(String name, JsonNode row) {
    Health health = SCRIPT.of(object(row));

    assertThat(health.status()).as(health.message()).isEqualTo(row.at("/expect/0").asText());
    assertThat(health.message()).contains(row.at("/expect/1").asText());
  }

  @Test
  @DisplayName("B108 every kind has samples that are Healthy and others that are not")
  void everyKindHasSamples() {
    Set<String> healthy = new TreeSet<>();
    Set<String> other = new TreeSet<>();
    for (JsonNode row : rows()) {
      boolean well = row.at("/expect/0").asText().equals("Healthy");
      kinds(row).forEach(kind -> (well ? healthy : other).add(kind));
    }

    assertThat(healthy).isEqualTo(ArgoCdFiles.kinds());
    assertThat(other).isEqualTo(ArgoCdFiles.kinds());
  }

  @Test
  void theScriptKnowsReasonsOfTheCatalogueOnly() {
    String passing = Tree.read(ArgoCdFiles.SCRIPT).split("local passing = \\{")[1].split("}")[0];

    Set<String> known = matches("(\\w+) = true", passing);

    assertThat(reasons()).containsAll(known);
    Set<String> comesLater = new TreeSet<>(reasons());
    comesLater.removeIf(reason -> !reason.endsWith("NotFound"));
    comesLater.removeAll(NO_MATTER_OF_ORDER);
    assertThat(known).as("what is missing may be applied a moment later").containsAll(comesLater);
  }

  private static Set<String> reasons() {
    String page = Tree.read(Tree.ROOT.resolve("docs/conditions.md"));
    return matches("(?m)^\\| `(\\w+)` \\|", page.substring(page.indexOf("## Reasons")));
  }

  private static Set<String> matches(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult m) -> m.group(1))
        .forEach(found::add);
    return found;
  }

  static Stream<Arguments> cases() {
    return StreamSupport.stream(rows().spliterator(), false)
        .flatMap(
            row ->
                kinds(row)
                    .map(
                        kind ->
                            Arguments.of(kind + ": " + row.path("name").asText(), of(kind, row))));
  }

  private static Stream<String> kinds(JsonNode row) {
    return row.path("kind").asText().equals("configuration")
        ? ArgoCdFiles.configurationKinds().stream()
        : Stream.of(row.path("kind").asText());
  }

  private static JsonNode of(String kind, JsonNode row) {
    return ((ObjectNode) row.deepCopy()).put("kind", kind);
  }

  /** {@code conditions: {Type: [status, reason, message, age in seconds]}} as an object has it. */
  private static JsonNode object(JsonNode row) {
    ObjectNode object = new ObjectMapper().createObjectNode();
    object.put("apiVersion", "apim.dev/v1alpha1").put("kind", row.path("kind").asText());
    object.putObject("metadata").put("name", "sample").put("generation", 2);
    if (row.has("conditions")) {
      ObjectNode status = object.putObject("status");
      status.put("observedGeneration", row.path("observed").asInt(2));
      ArrayNode conditions = status.putArray("conditions");
      row.get("conditions")
          .properties()
          .forEach(field -> condition(conditions, field.getKey(), field.getValue()));
    }
    return object;
  }

  private static void condition(ArrayNode conditions, String type, JsonNode said) {
    Instant since =
        Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(said.path(3).asInt());
    conditions
        .addObject()
        .put("type", type)
        .put("status", said.path(0).asText())
        .put("reason", said.path(1).asText())
        .put("message", said.path(2).asText())
        .put("lastTransitionTime", since.toString());
  }

  private static JsonNode rows() {
    return ArgoCdFiles.read(Tree.read(CASES));
  }
}
