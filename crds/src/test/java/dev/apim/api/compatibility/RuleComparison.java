package dev.apim.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * CEL rules. Whether another rule is narrower cannot be told from its text, so each new text counts
 * as narrower, unless it can say nothing of an object that was made before: {@code !has(self.x) ||
 * ...} where x is a new field without a default.
 */
final class RuleComparison {
  private static final Pattern GUARD =
      Pattern.compile("^!has\\(self\\.([A-Za-z0-9]+)\\) \\|\\| (.+)$", Pattern.DOTALL);
  private static final Pattern LITERAL = Pattern.compile("'[^']*'|\"[^\"]*\"");
  private static final Pattern INNERMOST = Pattern.compile("\\([^()]*\\)");

  private RuleComparison() {}

  /** The rules that may refuse what was taken. */
  static List<String> tightened(JsonNode released, JsonNode today) {
    Set<String> before = rules(released);
    return rules(today).stream()
        .filter(rule -> !before.contains(rule))
        .filter(rule -> !concernsNewFieldOnly(rule, released, today))
        .sorted()
        .map(rule -> "rule is new: " + rule)
        .toList();
  }

  private static boolean concernsNewFieldOnly(String rule, JsonNode released, JsonNode today) {
    Matcher guard = GUARD.matcher(rule);
    if (!guard.matches() || outsideParentheses(guard.group(2)).contains("?")) {
      return false;
    }
    String field = guard.group(1);
    JsonNode property = today.path("properties").path(field);
    return !released.path("properties").has(field)
        && property.isObject()
        && !property.has("default");
  }

  /** A condition {@code a || b ? c : d} would take the guard as its part. */
  private static String outsideParentheses(String rule) {
    String rest = LITERAL.matcher(rule).replaceAll("");
    String shorter = INNERMOST.matcher(rest).replaceAll("");
    while (!shorter.equals(rest)) {
      rest = shorter;
      shorter = INNERMOST.matcher(rest).replaceAll("");
    }
    return rest;
  }

  private static Set<String> rules(JsonNode schema) {
    return StreamSupport.stream(schema.path("x-kubernetes-validations").spliterator(), false)
        .map(rule -> rule.path("rule").asText().replaceAll("\\s+", " ").strip())
        .collect(Collectors.toSet());
  }
}
