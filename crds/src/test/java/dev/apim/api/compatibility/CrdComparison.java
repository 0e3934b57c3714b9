package dev.apim.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Compares a CRD of a release with today's: names, scope, versions, subresources and schemas. */
final class CrdComparison {
  private final String name;
  private final List<Break> breaks = new ArrayList<>();

  private CrdComparison(String name) {
    this.name = name;
  }

  /** What broke, in no particular order; empty where an upgrade harms nobody. */
  static List<Break> breaks(JsonNode released, JsonNode today) {
    CrdComparison comparison =
        new CrdComparison(released.path("metadata").path("name").textValue());
    comparison.compare(released.path("spec"), today.path("spec"));
    return comparison.breaks;
  }

  private void compare(JsonNode released, JsonNode today) {
    same(released, today, "group");
    same(released, today, "scope");
    JsonNode names = released.path("names");
    for (String field : List.of("kind", "plural", "singular")) {
      same(names, today.path("names"), field);
    }
    for (String field : List.of("shortNames", "categories")) {
      missing(names.path(field), today.path("names").path(field))
          .forEach(gone -> add(name, "names." + field + " lacks " + gone));
    }
    for (JsonNode version : released.path("versions")) {
      compareVersion(version, find(today.path("versions"), version.path("name").asText()));
    }
  }

  private void compareVersion(JsonNode released, JsonNode today) {
    String path = name + " " + released.path("name").asText();
    if (today == null) {
      add(path, "the version is gone");
      return;
    }
    for (String flag : List.of("served", "storage")) {
      if (released.path(flag).asBoolean() && !today.path(flag).asBoolean()) {
        add(path, "is no longer " + flag);
      }
    }
    compareSubresources(path, released.path("subresources"), today.path("subresources"));
    missing(released.path("selectableFields"), today.path("selectableFields"))
        .forEach(gone -> add(path, "selectableFields lacks " + gone));
    SchemaComparison.compare(
        path + " ",
        released.path("schema").path("openAPIV3Schema"),
        today.path("schema").path("openAPIV3Schema"),
        breaks);
  }

  private void compareSubresources(String path, JsonNode released, JsonNode today) {
    for (String subresource : List.of("status", "scale")) {
      if (!released.path(subresource).isMissingNode()
          && !released.path(subresource).equals(today.path(subresource))) {
        add(path, "the subresource " + subresource + " changed");
      }
    }
  }

  private void same(JsonNode released, JsonNode today, String field) {
    if (!released.path(field).equals(today.path(field))) {
      add(name, "%s was %s, is %s".formatted(field, released.path(field), today.path(field)));
    }
  }

  private static JsonNode find(JsonNode versions, String name) {
    return StreamSupport.stream(versions.spliterator(), false)
        .filter(version -> name.equals(version.path("name").asText()))
        .findFirst()
        .orElse(null);
  }

  static List<JsonNode> missing(JsonNode released, JsonNode today) {
    List<JsonNode> gone = new ArrayList<>();
    released.forEach(gone::add);
    today.forEach(gone::remove);
    return gone;
  }

  private void add(String path, String what) {
    breaks.add(new Break(path, what));
  }
}
