package dev.apim.policy.liquid;

import dev.apim.policy.expression.runtime.Formats;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values of templates: texts, numbers, lists and maps; what they are as others. */
final class Values {

  /** Equal to whatever has nothing in it. */
  static final Object EMPTY = new Object();

  private static final int MOST_DIGITS = 200;

  private Values() {}

  /** A name with its value, as loops over maps have them. */
  record Pair(String name, Object value) implements Named {
    @Override
    public Object get(String member) {
      return switch (member) {
        case "Key", "key", "0" -> name;
        case "Value", "value", "1" -> value;
        default -> null;
      };
    }
  }

  /** Whole numbers have one form. */
  static Object plain(Object value) {
    return value instanceof Integer number ? (Object) number.longValue() : value;
  }

  /** A member or an element; null where there is none. */
  static Object get(Object holder, Object key) {
    if (holder == null || key == null) {
      return null;
    }
    List<Object> elements = holder instanceof Pair ? null : elements(holder);
    if (key instanceof Long index && elements != null) {
      long from = index < 0 ? elements.size() + index : index;
      return from >= 0 && from < elements.size() ? plain(elements.get((int) from)) : null;
    }
    Object member = member(holder, text(key));
    return member != null ? plain(member) : standard(holder, elements, text(key));
  }

  private static Object member(Object holder, String name) {
    if (holder instanceof Named named) {
      return named.get(name);
    }
    return holder instanceof Map<?, ?> map ? member(map, name) : null;
  }

  /** Who writes a name in another case finds it too, where none is written so. */
  private static Object member(Map<?, ?> map, String name) {
    Object exact = map.get(name);
    if (exact != null || map.containsKey(name)) {
      return exact;
    }
    for (Map.Entry<?, ?> each : map.entrySet()) {
      if (text(each.getKey()).equalsIgnoreCase(name)) {
        return each.getValue();
      }
    }
    return null;
  }

  private static Object standard(Object holder, List<Object> elements, String name) {
    if (name.equals("size")) {
      return holder instanceof String text
          ? (Object) (long) text.length()
          : elements == null ? null : (Object) (long) elements.size();
    }
    if (elements == null || elements.isEmpty()) {
      return null;
    }
    return switch (name) {
      case "first" -> plain(elements.get(0));
      case "last" -> plain(elements.get(elements.size() - 1));
      default -> null;
    };
  }

  /** What a loop goes through; null where that is nothing to go through. */
  static List<Object> elements(Object value) {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    } else if (value instanceof Map<?, ?> map) {
      List<Object> pairs = new ArrayList<>();
      map.forEach((key, one) -> pairs.add(new Pair(text(key), plain(one))));
      return pairs;
    }
    return null;
  }

  /** As it is written out. */
  static String text(Object given) {
    Object value = plain(given);
    if (value == null || value == EMPTY) {
      return "";
    } else if (value instanceof Boolean) {
      return value.toString();
    } else if (value instanceof List<?> list) {
      StringBuilder text = new StringBuilder();
      list.forEach(one -> text.append(text(one)));
      return text.toString();
    } else if (value instanceof Pair pair) {
      return pair.name() + text(pair.value());
    }
    return value instanceof Named named ? named.text() : Formats.text(value);
  }

  static boolean isTrue(Object value) {
    return value != null && !Boolean.FALSE.equals(value);
  }

  static boolean isEmpty(Object value) {
    if (value == null || value instanceof String text && text.isBlank()) {
      return true;
    }
    List<Object> elements = elements(value);
    return elements != null && elements.isEmpty();
  }

  /** A number; null where it is none, or one with more digits than anybody counts with. */
  static BigDecimal number(Object value) {
    if (value instanceof BigDecimal decimal) {
      return fits(decimal) ? decimal : null;
    }
    boolean maybe = value instanceof Number || value instanceof String;
    String text = maybe ? value.toString().strip() : "";
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return fits(number) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A few letters may say more digits than fit into memory. */
  static boolean fits(BigDecimal number) {
    return Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= MOST_DIGITS;
  }

  static boolean equal(Object a, Object b) {
    if (a == EMPTY || b == EMPTY) {
      return isEmpty(a == EMPTY ? b : a);
    }
    if (a instanceof Number && b instanceof Number) {
      Integer order = compare(a, b);
      return order == null ? a.equals(b) : order == 0;
    }
    return a == null || b == null ? a == b : a.equals(b);
  }

  /** Which comes first; null where the two cannot be compared. */
  static Integer compare(Object a, Object b) {
    if (a instanceof Number && b instanceof Number) {
      BigDecimal one = number(a);
      BigDecimal other = number(b);
      return one == null || other == null ? null : one.compareTo(other);
    }
    return a instanceof String one && b instanceof String other ? one.compareTo(other) : null;
  }
}
