package dev.apim.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks whether everything that a document refers to is in it. */
final class References {

  private static final String REF = "$ref";
  private static final int DEEPEST = 200;

  /** Whose contents are data, not part of the document's own structure. */
  private static final Set<String> DATA = Set.of("example", "default", "enum", "const", "value");

  private final JsonNode root;
  private final List<String> problems = new ArrayList<>();

  private References(JsonNode root) {
    this.root = root;
  }

  /** What is wrong, each with its place and what to do; empty where nothing is. */
  static List<String> problems(JsonNode document) {
    References references = new References(document);
    references.look(document, "#", 0);
    return references.problems;
  }

  private void look(JsonNode node, String place, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        look(node.get(i), place + "/" + i, depth + 1);
      }
    }
    JsonNode reference = node.path(REF);
    if (node.isObject() && reference.isTextual()) {
      check(reference.asText(), place);
    }
    node.properties().stream()
        .filter(field -> !DATA.contains(field.getKey()) && !field.getKey().startsWith("x-"))
        .forEach(field -> look(field.getValue(), place + "/" + escaped(field.getKey()), depth + 1));
  }

  private void check(String reference, String place) {
    if (!reference.startsWith("#")) {
      problems.add(
          place
              + ": refers to \""
              + reference
              + "\", which is outside of the document; put it into components and refer to that");
    } else if (find(reference.substring(1)) == null) {
      problems.add(
          place
              + ": refers to \""
              + reference
              + "\", which the document does not have; add it or correct the reference");
    }
  }

  /** The node that a reference means; null where there is none. */
  static JsonNode find(JsonNode root, String reference) {
    return reference.startsWith("#") ? new References(root).find(reference.substring(1)) : null;
  }

  private JsonNode find(String pointer) {
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      return null;
    }
    JsonNode node = root;
    for (String step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      String key = unescaped(step);
      node =
          node.isArray() && key.matches("\\d{1,6}")
              ? node.get(Integer.parseInt(key))
              : node.get(key);
      if (node == null) {
        return null;
      }
    }
    return node;
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static String unescaped(String step) {
    String decoded = step;
    if (step.indexOf('%') >= 0) {
      try {
        decoded = URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        decoded = step;
      }
    }
    return decoded.replace("~1", "/").replace("~0", "~");
  }
}
