package dev.apim.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Limits of values, lengths and sizes: they may widen or go, but not come or narrow. */
final class LimitComparison {
  private static final List<String> LOWER =
      List.of("minimum", "minLength", "minItems", "minProperties");
  private static final List<String> UPPER =
      List.of("maximum", "maxLength", "maxItems", "maxProperties");
  private static final List<String> EXACT = List.of("pattern", "format", "multipleOf");
  private static final List<String> FLAGS =
      List.of("exclusiveMinimum", "exclusiveMaximum", "uniqueItems");

  private LimitComparison() {}

  /** The limits that came or narrowed. */
  static List<String> tightened(JsonNode released, JsonNode today) {
    List<String> found = new ArrayList<>();
    LOWER.forEach(keyword -> bound(keyword, released, today, 1, found));
    UPPER.forEach(keyword -> bound(keyword, released, today, -1, found));
    for (String keyword : EXACT) {
      if (today.has(keyword) && !today.path(keyword).equals(released.path(keyword))) {
        found.add(change(keyword, released, today));
      }
    }
    for (String keyword : FLAGS) {
      if (today.path(keyword).asBoolean() && !released.path(keyword).asBoolean()) {
        found.add(keyword + " is new");
      }
    }
    return found;
  }

  private static void bound(
      String keyword, JsonNode released, JsonNode today, int narrower, List<String> found) {
    if (!today.has(keyword)) {
      return;
    }
    boolean came = !released.has(keyword);
    if (came
        || today.path(keyword).decimalValue().compareTo(released.path(keyword).decimalValue())
                * narrower
            > 0) {
      found.add(change(keyword, released, today));
    }
  }

  private static String change(String keyword, JsonNode released, JsonNode today) {
    return "%s was %s, is %s"
        .formatted(
            keyword,
            released.has(keyword) ? released.path(keyword) : "absent",
            today.path(keyword));
  }
}
