package dev.apim.policy.expression.type;

import dev.apim.policy.context.ValueMap;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One view on everything that foreach can walk: arrays, strings, dictionaries, collections. */
public final class Sequences {

  private Sequences() {}

  /** The elements of a value that is a sequence. */
  @SuppressWarnings("unchecked")
  public static Iterable<Object> of(Object value) {
    if (value instanceof Map<?, ?> map) {
      return ((Map<Object, Object>) map).entrySet().stream().<Object>map(Pair::of)::iterator;
    }
    if (value instanceof Iterable<?> iterable) {
      return (Iterable<Object>) iterable;
    }
    if (value instanceof Object[] array) {
      return Arrays.asList(array);
    }
    if (value instanceof byte[] bytes) {
      return bytes(bytes);
    }
    if (value instanceof ValueMap map) {
      return map.names().stream().<Object>map(n -> new Pair(n, map.get(n).toArray()))::iterator;
    }
    if (value instanceof String text) {
      return characters(text);
    }
    if (value == null) {
      throw Fault.nullReference();
    }
    throw Fault.invalidCast(value, "IEnumerable");
  }

  private static List<Object> bytes(byte[] bytes) {
    return new AbstractList<>() {
      @Override
      public Object get(int index) {
        return bytes[index];
      }

      @Override
      public int size() {
        return bytes.length;
      }
    };
  }

  private static List<Object> characters(String text) {
    return new AbstractList<>() {
      @Override
      public Object get(int index) {
        return text.charAt(index);
      }

      @Override
      public int size() {
        return text.length();
      }
    };
  }

  /** A key with its value. */
  public record Pair(Object key, Object value) {
    static Pair of(Map.Entry<?, ?> entry) {
      return new Pair(entry.getKey(), entry.getValue());
    }

    @Override
    public String toString() {
      return "[" + key + ", " + value + "]";
    }
  }
}
