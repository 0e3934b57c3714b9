package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Evaluation;
import dev.apim.policy.expression.type.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSONPath as {@code SelectToken} takes it: names, indexes, wildcards, descent, simple filters. */
final class JsonPath {

  private static final Pattern STEP =
      Pattern.compile(
          "\\G(?:(\\.\\.)?\\.?([^.\\[\\]'\"]+)|(\\.\\.)?\\[(?:'([^']*)'|\"([^\"]*)\"|(\\*)|(-?\\d{1,9})|\\?\\(([^)]*)\\))\\])");
  private static final Pattern FILTER =
      Pattern.compile("\\s*@\\.?([\\w.\\-]+)\\s*(?:(==|!=|<=|>=|<|>)\\s*(.+?))?\\s*");

  private JsonPath() {}

  static List<JToken> select(Evaluation evaluation, JToken from, String path) {
    String rest = path.startsWith("$") ? path.substring(1) : path;
    List<JToken> current = new ArrayList<>(List.of(from));
    Matcher steps = STEP.matcher(rest);
    int end = 0;
    while (end < rest.length()) {
      if (!steps.find()) {
        throw new Fault("JsonException", "Unexpected character while parsing path: " + path);
      }
      end = steps.end();
      boolean deep = steps.group(1) != null || steps.group(3) != null;
      current = step(evaluation, deep ? descendants(evaluation, current) : current, steps);
    }
    return current;
  }

  private static List<JToken> step(Evaluation evaluation, List<JToken> current, Matcher step) {
    List<JToken> next = new ArrayList<>();
    String name =
        step.group(2) != null
            ? step.group(2)
            : step.group(4) != null ? step.group(4) : step.group(5);
    evaluation.spend(current.size());
    for (JToken token : current) {
      if (step.group(6) != null || "*".equals(step.group(2))) {
        next.addAll(paid(evaluation, token));
      } else if (name != null) {
        named(token, name, next);
      } else if (step.group(7) != null) {
        indexed(token, Integer.parseInt(step.group(7)), next);
      } else {
        paid(evaluation, token).stream()
            .filter(c -> matches(evaluation, c, step.group(8)))
            .forEach(next::add);
      }
    }
    return next;
  }

  private static void named(JToken token, String name, List<JToken> into) {
    if (token instanceof JObject object && object.value(name) != null) {
      into.add(object.value(name));
    }
  }

  private static void indexed(JToken token, int index, List<JToken> into) {
    if (token instanceof JArray array && index >= 0 && index < array.items().size()) {
      into.add(array.items().get(index));
    }
  }

  static List<JToken> children(JToken token) {
    if (token instanceof JObject object) {
      return object.properties().stream().map(JProperty::value).toList();
    } else if (token instanceof JArray array) {
      return List.copyOf(array.items());
    }
    return token instanceof JProperty property ? property.children() : List.of();
  }

  private static List<JToken> paid(Evaluation evaluation, JToken token) {
    List<JToken> children = children(token);
    evaluation.spend(children.size());
    return children;
  }

  /** Tokens and all below them, at the expense of an evaluation. */
  static List<JToken> descendants(Evaluation evaluation, List<JToken> tokens) {
    List<JToken> all = new ArrayList<>(tokens);
    for (int i = 0; i < all.size(); i++) {
      all.addAll(paid(evaluation, all.get(i)));
    }
    return all;
  }

  private static boolean matches(Evaluation evaluation, JToken token, String condition) {
    Matcher filter = FILTER.matcher(condition);
    if (!filter.matches()) {
      throw new Fault("JsonException", "Unexpected filter in path: " + condition);
    }
    List<JToken> found = select(evaluation, token, filter.group(1));
    if (filter.group(2) == null) {
      return !found.isEmpty();
    }
    if (found.isEmpty() || !(found.get(0) instanceof JValue value)) {
      return filter.group(2).equals("!=");
    }
    return compare(value.value(), Json.parse(filter.group(3)), filter.group(2));
  }

  private static boolean compare(Object left, JToken literal, String operator) {
    Object right = ((JValue) literal).value();
    boolean numbers = left instanceof Number && right instanceof Number;
    if (!numbers && (left == null || right == null || left.getClass() != right.getClass())) {
      boolean equal = left == right;
      return operator.equals("==") ? equal : operator.equals("!=") && !equal;
    }
    int order =
        numbers
            ? Double.compare(Values.real(left), Values.real(right))
            : LinqLibrary.ORDER.compare(left, right);
    return switch (operator) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }
}
