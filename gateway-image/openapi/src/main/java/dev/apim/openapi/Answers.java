package dev.apim.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.api.config.ResponseEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads what the operations of a document answer: the examples of each status and content type, or
 * one that is made of the schema, as Azure's import keeps them for mock-response. What would be too
 * long is left out.
 */
final class Answers {

  private static final int LONGEST = 16 * 1024;
  private static final int MOST_CHARACTERS = 256 * 1024;
  private static final int MOST_EXAMPLES = 20;
  private static final int MOST_ANSWERS = 50;

  private final JsonNode tree;
  private int characters;

  /** Of one document. */
  Answers(JsonNode tree) {
    this.tree = tree;
  }

  /** Those of one operation; a status that is a class of them, or the default, has none. */
  List<ResponseEntry> of(String path, String method) {
    List<ResponseEntry> answers = new ArrayList<>();
    JsonNode operation = tree.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
    operation
        .path("responses")
        .properties()
        .forEach(
            response -> {
              if (response.getKey().matches("[2-5]\\d\\d")) {
                add(Integer.parseInt(response.getKey()), meant(response.getValue()), answers);
              }
            });
    return answers;
  }

  private void add(int status, JsonNode response, List<ResponseEntry> answers) {
    response
        .path("content")
        .properties()
        .forEach(
            content -> {
              List<String> examples = examples(content.getKey(), content.getValue());
              if (!examples.isEmpty() && answers.size() < MOST_ANSWERS) {
                answers.add(new ResponseEntry(status, content.getKey(), examples));
              }
            });
  }

  private List<String> examples(String type, JsonNode content) {
    List<String> examples = new ArrayList<>();
    boolean json = type.toLowerCase(Locale.ROOT).contains("json");
    if (content.has("example")) {
      keep(text(content.get("example"), json), examples);
    }
    for (JsonNode named : content.path("examples")) {
      JsonNode example = meant(named);
      if (example.has("value")) {
        keep(text(example.get("value"), json), examples);
      }
    }
    if (examples.isEmpty() && json && content.has("schema")) {
      JsonNode made = new Sample(tree).of(content.get("schema"));
      keep(made == null ? null : made.toString(), examples);
    }
    return examples;
  }

  private void keep(String example, List<String> examples) {
    boolean fits =
        example != null
            && example.length() <= LONGEST
            && characters + example.length() <= MOST_CHARACTERS;
    if (fits && examples.size() < MOST_EXAMPLES) {
      characters += example.length();
      examples.add(example);
    }
  }

  /** As it is sent; null for what is no text of its type. */
  private static String text(JsonNode example, boolean json) {
    if (example.isTextual()) {
      return example.asText();
    }
    return json || example.isValueNode() ? example.toString() : null;
  }

  private JsonNode meant(JsonNode node) {
    JsonNode found =
        node.path("$ref").isTextual() ? References.find(tree, node.path("$ref").asText()) : node;
    return found == null ? node : found;
  }
}
