package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.CollectionLibrary.copy;
import static dev.apim.policy.expression.runtime.CollectionLibrary.list;
import static dev.apim.policy.expression.runtime.CollectionLibrary.map;

import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.OutArgument;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;

/** What is compared by a StringComparer, and further ways to look and to change. */
final class ComparerLibrary {

  private ComparerLibrary() {}

  @SuppressWarnings("unchecked")
  private static Comparator<Object> by(Object comparer) {
    return comparer == null ? LinqLibrary.ORDER : (Comparator<Object>) comparer;
  }

  static void declare(Library.Builder library) {
    library
        .add("int StringComparer.Compare(string, string)", (c, a, b) -> by(c).compare(a, b))
        .add("bool StringComparer.Equals(string, string)", (c, a, b) -> by(c).compare(a, b) == 0)
        .add(
            "void List<T>.Sort(StringComparer)",
            (a, c) -> {
              list(a).sort(by(c));
              return null;
            })
        .add("int List<T>.BinarySearch(T)", (a, v) -> search(a, v, LinqLibrary.ORDER))
        .add("int List<T>.BinarySearch(T, StringComparer)", (a, v, c) -> search(a, v, by(c)))
        .add("IReadOnlyList<T> List<T>.AsReadOnly()", a -> copy(a))
        .add("new HashSet<T>(StringComparer)", c -> new TreeSet<>(by(c)))
        .add(
            "new HashSet<T>(IEnumerable<T>, StringComparer)",
            (a, c) -> {
              TreeSet<Object> set = new TreeSet<>(by(c));
              set.addAll(copy(a));
              return set;
            });
    dictionaries(library);
  }

  private static int search(Object list, Object sought, Comparator<Object> order) {
    return Collections.binarySearch(list(list), sought, order);
  }

  private static void dictionaries(Library.Builder library) {
    library
        .add(
            "new Dictionary<K,V>(IDictionary<K,V>, StringComparer)",
            (a, c) -> {
              Map<Object, Object> made = DictionaryLibrary.dictionary(c);
              made.putAll(map(a));
              return made;
            })
        .add(
            "bool Dictionary<K,V>.TryAdd(K, V)",
            (a, k, v) -> {
              boolean absent = !map(a).containsKey(k);
              if (absent) {
                map(a).put(k, v);
                CollectionLibrary.checked(map(a).keySet());
              }
              return absent;
            })
        .add(
            "bool Dictionary<K,V>.Remove(K, out V)",
            (a, k, o) -> {
              boolean there = map(a).containsKey(k);
              ((OutArgument) o).set(map(a).remove(k));
              return there;
            });
  }
}
