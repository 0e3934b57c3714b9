package dev.apim.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Walks a released schema and finds what today's refuses, drops or reads otherwise. */
final class SchemaComparison {
  /** Any other value of these is another meaning of stored objects. */
  private static final List<String> FIXED =
      List.of(
          "type", "x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type");

  /** These let more in; they may come, but not go. */
  private static final List<String> LENIENT =
      List.of("nullable", "x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields");

  private final String path;
  private final JsonNode released;
  private final JsonNode today;
  private final List<Break> breaks;

  private SchemaComparison(String path, JsonNode released, JsonNode today, List<Break> breaks) {
    this.path = path;
    this.released = released;
    this.today = today;
    this.breaks = breaks;
  }

  /** Adds what broke in this schema and below. */
  static void compare(String path, JsonNode released, JsonNode today, List<Break> breaks) {
    new SchemaComparison(path, released, today, breaks).compare();
  }

  private void compare() {
    for (String keyword : FIXED) {
      if (!released.path(keyword).equals(today.path(keyword))) {
        add("%s was %s, is %s".formatted(keyword, shown(released, keyword), shown(today, keyword)));
      }
    }
    for (String keyword : LENIENT) {
      if (released.path(keyword).asBoolean() && !today.path(keyword).asBoolean()) {
        add(keyword + " is gone");
      }
    }
    compareDefault();
    compareEnum();
    compareRequired();
    LimitComparison.tightened(released, today).forEach(this::add);
    RuleComparison.tightened(released, today).forEach(this::add);
    compareChildren();
  }

  private void compareDefault() {
    if (released.has("default") && !released.path("default").equals(today.path("default"))) {
      add("default was %s, is %s".formatted(shown(released, "default"), shown(today, "default")));
    }
  }

  private void compareEnum() {
    if (!today.has("enum")) {
      return;
    }
    if (!released.has("enum")) {
      add("enum is new: " + today.path("enum"));
    }
    CrdComparison.missing(released.path("enum"), today.path("enum"))
        .forEach(gone -> add("enum lacks " + gone));
  }

  private void compareRequired() {
    CrdComparison.missing(today.path("required"), released.path("required"))
        .forEach(
            field -> {
              if (!today.path("properties").path(field.asText()).has("default")) {
                add("requires " + field.asText());
              }
            });
  }

  private void compareChildren() {
    released
        .path("properties")
        .properties()
        .forEach(
            property ->
                compareChild(
                    path + "." + property.getKey(),
                    property.getValue(),
                    today.path("properties").path(property.getKey()),
                    "the field is gone"));
    compareInner("items", "[]");
    compareInner("additionalProperties", "{}");
  }

  private void compareInner(String keyword, String suffix) {
    if (released.path(keyword).isObject()) {
      compareChild(
          path + suffix, released.path(keyword), today.path(keyword), keyword + " is gone");
    }
  }

  private void compareChild(String at, JsonNode before, JsonNode now, String gone) {
    if (now.isMissingNode()) {
      breaks.add(new Break(at, gone));
    } else {
      compare(at, before, now, breaks);
    }
  }

  private static String shown(JsonNode schema, String keyword) {
    return schema.has(keyword) ? schema.path(keyword).toString() : "absent";
  }

  private void add(String what) {
    breaks.add(new Break(path, what));
  }
}
