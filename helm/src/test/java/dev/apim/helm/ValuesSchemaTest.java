package dev.apim.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ValuesSchemaTest {

  /** Maps whose keys are the user's. */
  private static final Set<String> FREE =
      Set.of(
          "resources.requests",
          "resources.limits",
          "nodeSelector",
          "affinity",
          "serviceMonitor.labels");

  /** Known to helm itself. */
  private static final String GLOBAL = "global";

  private final JsonNode schema = json();

  @Test
  void schemaKnowsExactlyTheValuesThatThereAre() throws IOException {
    JsonNode values = new YAMLMapper().readTree(Tree.read(Tree.CHART.resolve("values.yaml")));

    Set<String> known = schemaPaths(schema, "");
    known.remove(GLOBAL);

    assertThat(known).isEqualTo(valuePaths(values, ""));
  }

  @Test
  void everyObjectOfTheSchemaRefusesUnknownFields() {
    List<String> open = new ArrayList<>();
    collectOpen(schema, "", open);
    open.remove(GLOBAL);
    open.removeAll(FREE);

    assertThat(open).as("objects without additionalProperties: false").isEmpty();
  }

  @Test
  void everyValueIsUsedByATemplate() throws IOException {
    JsonNode values = new YAMLMapper().readTree(Tree.read(Tree.CHART.resolve("values.yaml")));
    StringBuilder templates = new StringBuilder();
    Tree.yamlFiles(Tree.CHART.resolve("templates")).values().forEach(templates::append);
    templates.append(Tree.read(Tree.CHART.resolve("templates/_helpers.tpl")));

    assertThat(valuePaths(values, ""))
        .allSatisfy(path -> assertThat(usesOf(path)).anyMatch(templates.toString()::contains));
  }

  @Test
  void everyValueIsExplainedOnThePage() throws IOException {
    JsonNode values = new YAMLMapper().readTree(Tree.read(Tree.CHART.resolve("values.yaml")));
    String page = Tree.read(Tree.ROOT.resolve("docs/installation.md"));

    assertThat(valuePaths(values, ""))
        .map(path -> path.startsWith("resources.") ? "resources" : path)
        .allSatisfy(path -> assertThat(page).containsPattern("\\| .*`" + path + "`.* \\|"));
  }

  /** A value is used by its own path or handed over with what contains it. */
  private static List<String> usesOf(String path) {
    List<String> uses = new ArrayList<>();
    for (String part = path; ; part = part.substring(0, part.lastIndexOf('.'))) {
      uses.add(".Values." + part + " ");
      uses.add(".Values." + part + ")");
      if (!part.contains(".")) {
        return uses;
      }
    }
  }

  private static Set<String> schemaPaths(JsonNode object, String prefix) {
    Set<String> paths = new TreeSet<>();
    for (Map.Entry<String, JsonNode> field : object.path("properties").properties()) {
      String path = prefix + field.getKey();
      if (field.getValue().has("properties")) {
        paths.addAll(schemaPaths(field.getValue(), path + "."));
      } else {
        paths.add(path);
      }
    }
    return paths;
  }

  private static Set<String> valuePaths(JsonNode object, String prefix) {
    Set<String> paths = new TreeSet<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String path = prefix + field.getKey();
      if (field.getValue().isObject() && !FREE.contains(path)) {
        paths.addAll(valuePaths(field.getValue(), path + "."));
      } else {
        paths.add(path);
      }
    }
    return paths;
  }

  private static void collectOpen(JsonNode object, String path, List<String> open) {
    if ("object".equals(object.path("type").asText())
        && object.path("additionalProperties").asBoolean(true)) {
      open.add(path);
    }
    for (Map.Entry<String, JsonNode> field : object.path("properties").properties()) {
      collectOpen(
          field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), open);
    }
  }

  private static JsonNode json() {
    try {
      return new ObjectMapper().readTree(Tree.read(Tree.CHART.resolve("values.schema.json")));
    } catch (IOException e) {
      throw new AssertionError("values.schema.json is no JSON", e);
    }
  }
}
