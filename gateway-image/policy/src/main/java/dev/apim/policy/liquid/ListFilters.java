package dev.apim.policy.liquid;

import static dev.apim.policy.liquid.Filters.argument;

import dev.apim.policy.expression.type.LimitException;
import dev.apim.policy.liquid.Filters.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Filters that take or make sequences. */
final class ListFilters {

  private static final int MOST_PARTS = 100_000;

  private ListFilters() {}

  static void declare(Map<String, Filter> all) {
    all.put("size", (m, v, a) -> size(v));
    all.put("first", (m, v, a) -> Values.get(v, "first"));
    all.put("last", (m, v, a) -> Values.get(v, "last"));
    all.put("split", (m, v, a) -> split(m, Values.text(v), Values.text(argument(a, 0))));
    all.put("join", (m, v, a) -> joined(m, elements(m, v), argument(a, 0)));
    all.put("concat", (m, v, a) -> both(elements(m, v), elements(m, argument(a, 0))));
    all.put("map", (m, v, a) -> members(elements(m, v), argument(a, 0)));
    all.put("where", (m, v, a) -> having(elements(m, v), a));
    all.put("sort", (m, v, a) -> sorted(elements(m, v), argument(a, 0)));
    changed(all, "reverse", ListFilters::reversed);
    changed(all, "compact", ListFilters::compact);
    changed(all, "uniq", ListFilters::unique);
  }

  private static void changed(
      Map<String, Filter> all, String name, UnaryOperator<List<Object>> change) {
    all.put(name, (m, v, a) -> change.apply(elements(m, v)));
  }

  /** A value that is no sequence is one of itself. */
  private static List<Object> elements(Meter meter, Object value) {
    List<Object> elements = Values.elements(value);
    if (elements == null) {
      elements = new ArrayList<>();
      if (value != null) {
        elements.add(value);
      }
    }
    meter.spend(elements.size());
    elements.replaceAll(Values::plain);
    return elements;
  }

  private static long size(Object value) {
    return Values.get(value, "size") instanceof Long size ? size : 0;
  }

  private static List<Object> split(Meter meter, String text, String by) {
    meter.text(text.length());
    if (text.isEmpty()) {
      return new ArrayList<>();
    }
    String[] parted = text.split(Pattern.quote(by), MOST_PARTS + 1);
    if (parted.length > MOST_PARTS) {
      throw new LimitException("the template splits a text into too much: it was stopped");
    }
    List<Object> parts = new ArrayList<>(Arrays.asList(parted));
    meter.spend(parts.size());
    return parts;
  }

  private static String joined(Meter meter, List<Object> elements, Object separator) {
    String between = separator == null ? " " : Values.text(separator);
    StringBuilder text = new StringBuilder();
    for (Object element : elements) {
      text.append(text.isEmpty() ? "" : between).append(Values.text(element));
      meter.grown(text.length());
    }
    meter.text(text.length());
    return text.toString();
  }

  private static List<Object> both(List<Object> one, List<Object> other) {
    one.addAll(other);
    return one;
  }

  private static List<Object> members(List<Object> elements, Object name) {
    elements.replaceAll(element -> Values.get(element, name));
    return elements;
  }

  private static List<Object> having(List<Object> elements, Object[] arguments) {
    elements.removeIf(
        element -> {
          Object member = Values.get(element, argument(arguments, 0));
          return arguments.length > 1
              ? !Values.equal(member, arguments[1])
              : !Values.isTrue(member);
        });
    return elements;
  }

  private static List<Object> sorted(List<Object> elements, Object name) {
    List<Object> keys = new ArrayList<>(elements);
    keys.replaceAll(element -> name == null ? element : Values.get(element, name));
    boolean numbers =
        keys.stream().allMatch(key -> key instanceof Number && Values.number(key) != null);
    Comparator<Object> order =
        numbers ? Comparator.comparing(Values::number) : Comparator.comparing(Values::text);
    elements.sort(
        (a, b) ->
            order.compare(
                name == null ? a : Values.get(a, name), name == null ? b : Values.get(b, name)));
    return elements;
  }

  private static List<Object> reversed(List<Object> elements) {
    Collections.reverse(elements);
    return elements;
  }

  private static List<Object> compact(List<Object> elements) {
    elements.removeIf(Objects::isNull);
    return elements;
  }

  private static List<Object> unique(List<Object> elements) {
    Map<String, Object> first = new LinkedHashMap<>();
    elements.forEach(element -> first.putIfAbsent(Values.text(element), element));
    return new ArrayList<>(first.values());
  }
}
