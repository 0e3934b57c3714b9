package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.CollectionLibrary.checked;
import static dev.apim.policy.expression.runtime.CollectionLibrary.map;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.OutArgument;
import dev.apim.policy.expression.type.Sequences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Dictionaries, their pairs and the comparers of their keys. */
final class DictionaryLibrary {

  private DictionaryLibrary() {}

  static void declare(Library.Builder library) {
    dictionaries(library);
    lookups(library);
    changes(library);
    pairs(library);
  }

  private static void dictionaries(Library.Builder library) {
    for (String name : List.of("Ordinal", "InvariantCulture", "CurrentCulture")) {
      library
          .add("static StringComparer StringComparer." + name, () -> Ordinal.EXACT)
          .add(
              "static StringComparer StringComparer." + name + "IgnoreCase",
              () -> Ordinal.IGNORE_CASE);
    }
    library
        .add("new Dictionary<K,V>()", () -> new LinkedHashMap<>())
        .add("new Dictionary<K,V>(int)", a -> new LinkedHashMap<>())
        .add("new Dictionary<K,V>(StringComparer)", DictionaryLibrary::dictionary)
        .add("new Dictionary<K,V>(IDictionary<K,V>)", a -> new LinkedHashMap<>(map(a)));
  }

  private static void lookups(Library.Builder library) {
    library
        .add(
            "V IReadOnlyDictionary<K,V>.this[K]",
            (a, k) -> {
              Object value = map(a).get(notNull(k));
              if (value == null && !map(a).containsKey(k)) {
                throw noKey(k);
              }
              return value;
            })
        .add(
            "bool IReadOnlyDictionary<K,V>.ContainsKey(K)",
            (a, k) -> map(a).containsKey(notNull(k)))
        .add("bool Dictionary<K,V>.ContainsValue(V)", (a, v) -> map(a).containsValue(v))
        .add("int IReadOnlyDictionary<K,V>.Count", a -> map(a).size())
        .add("IEnumerable<K> IReadOnlyDictionary<K,V>.Keys", a -> new ArrayList<>(map(a).keySet()))
        .add(
            "IEnumerable<V> IReadOnlyDictionary<K,V>.Values", a -> new ArrayList<>(map(a).values()))
        .add(
            "bool IReadOnlyDictionary<K,V>.TryGetValue(K, out V)",
            (a, k, o) -> {
              ((OutArgument) o).set(map(a).get(notNull(k)));
              return map(a).containsKey(k);
            })
        .add("V IReadOnlyDictionary<K,V>.GetValueOrDefault(K)", (a, k) -> map(a).get(notNull(k)))
        .add(
            "V IReadOnlyDictionary<K,V>.GetValueOrDefault(K, V)",
            (a, k, d) -> map(a).getOrDefault(notNull(k), d));
  }

  private static void changes(Library.Builder library) {
    library
        .add(
            "set V IDictionary<K,V>.this[K]",
            (a, k, v) -> {
              map(a).put(notNull(k), v);
              return checked(map(a).keySet()) == null ? null : v;
            })
        .add(
            "void IDictionary<K,V>.Add(K, V)",
            (a, k, v) -> {
              if (map(a).containsKey(notNull(k))) {
                throw new Fault(
                    "ArgumentException",
                    "An item with the same key has already been added. Key: " + k);
              }
              map(a).put(k, v);
              return checked(map(a).keySet()) == null ? null : v;
            });
    removals(library);
  }

  private static void removals(Library.Builder library) {
    library
        .add(
            "bool IDictionary<K,V>.Remove(K)",
            (a, k) -> {
              boolean there = map(a).containsKey(notNull(k));
              map(a).remove(k);
              return there;
            })
        .add(
            "void IDictionary<K,V>.Clear()",
            a -> {
              map(a).clear();
              return null;
            });
  }

  private static void pairs(Library.Builder library) {
    library
        .add("new KeyValuePair<K,V>(K, V)", Sequences.Pair::new)
        .add("K KeyValuePair<K,V>.Key", a -> ((Sequences.Pair) a).key())
        .add("V KeyValuePair<K,V>.Value", a -> ((Sequences.Pair) a).value());
  }

  static Map<Object, Object> dictionary(Object comparer) {
    @SuppressWarnings("unchecked")
    Comparator<Object> order = (Comparator<Object>) comparer;
    return order == Ordinal.EXACT || order == null ? new LinkedHashMap<>() : new TreeMap<>(order);
  }

  /** The comparers that {@code StringComparer} names. */
  static final class Ordinal {
    static final Comparator<Object> EXACT = (a, b) -> Comparisons.compare(a, b, false);
    static final Comparator<Object> IGNORE_CASE = (a, b) -> Comparisons.compare(a, b, true);

    private Ordinal() {}
  }

  private static Fault noKey(Object key) {
    return new Fault(
        "KeyNotFoundException", "The given key '" + key + "' was not present in the dictionary.");
  }

  private static Object notNull(Object key) {
    if (key == null) {
      throw new Fault("ArgumentNullException", "Value cannot be null. (Parameter 'key')");
    }
    return key;
  }
}
