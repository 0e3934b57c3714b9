package dev.apim.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Makes a value that fits a schema: its own example where it has one, else of its type. */
final class Sample {

  private static final int DEEPEST = 10;
  private static final int MOST_NODES = 2_000;
  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  private static final Map<String, String> TEXTS =
      Map.of(
          "date-time", "2024-01-31T12:00:00Z",
          "date", "2024-01-31",
          "time", "12:00:00Z",
          "uuid", "00000000-0000-0000-0000-000000000000",
          "email", "user@example.com",
          "uri", "https://example.com/",
          "hostname", "example.com",
          "ipv4", "192.0.2.1",
          "byte", "c3RyaW5n");

  private final JsonNode tree;
  private int nodes;

  Sample(JsonNode tree) {
    this.tree = tree;
  }

  /** One; null where the schema goes on for ever or is too large. */
  JsonNode of(JsonNode schema) {
    JsonNode made = make(schema, 0);
    return nodes > MOST_NODES ? null : made;
  }

  private JsonNode make(JsonNode given, int depth) {
    if (++nodes > MOST_NODES || depth > DEEPEST) {
      return null;
    }
    JsonNode schema =
        given.path("$ref").isTextual() ? References.find(tree, given.path("$ref").asText()) : given;
    if (schema == null) {
      return null;
    }
    if (schema.path("$ref").isTextual()) {
      return make(schema, depth + 1);
    }
    JsonNode own = own(schema);
    if (own != null) {
      return own;
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      if (!schema.path(choice).isEmpty()) {
        return make(schema.path(choice).get(0), depth + 1);
      }
    }
    return ofType(schema, depth);
  }

  private static JsonNode own(JsonNode schema) {
    for (String place : List.of("example", "default", "const")) {
      if (schema.has(place)) {
        return schema.get(place);
      }
    }
    for (String place : List.of("examples", "enum")) {
      if (!schema.path(place).isEmpty()) {
        return schema.path(place).get(0);
      }
    }
    return null;
  }

  private JsonNode ofType(JsonNode schema, int depth) {
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> {
        ArrayNode array = MAKE.arrayNode();
        JsonNode item = schema.has("items") ? make(schema.path("items"), depth + 1) : null;
        yield item == null ? array : array.add(item);
      }
      case "integer", "number" ->
          schema.path("minimum").isNumber() ? schema.get("minimum") : MAKE.numberNode(0);
      case "boolean" -> MAKE.booleanNode(true);
      case "null" -> MAKE.nullNode();
      default -> MAKE.textNode(TEXTS.getOrDefault(schema.path("format").asText(), "string"));
    };
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (!one.asText().equals("null")) {
          return one.asText();
        }
      }
    }
    boolean object = schema.has("properties") || schema.has("allOf");
    return type.isTextual() ? type.asText() : object ? "object" : "string";
  }

  /** What is left out is what ends nowhere, or what is only written. */
  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = MAKE.objectNode();
    for (JsonNode part : schema.path("allOf")) {
      if (make(part, depth + 1) instanceof ObjectNode made) {
        object.setAll(made);
      }
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode made =
                  property.getValue().path("writeOnly").asBoolean()
                      ? null
                      : make(property.getValue(), depth + 1);
              if (made != null) {
                object.set(property.getKey(), made);
              }
            });
    return object;
  }
}
