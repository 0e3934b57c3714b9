package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.number;

import dev.apim.policy.expression.type.Callable;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Sequences;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Arrays, lists, dictionaries, sets, queues and stacks. */
final class CollectionLibrary {

  private static final int LARGEST = 1 << 20;

  private CollectionLibrary() {}

  static void declare(Library.Builder library) {
    library
        .type("class IEnumerable<T>", CollectionLibrary::isSequence)
        .type("class ICollection<T> : IEnumerable<T>", CollectionLibrary::isSequence)
        .type("class IList<T> : ICollection<T>", v -> v instanceof List || v instanceof Object[])
        .type(
            "class IReadOnlyList<T> : IEnumerable<T>",
            v -> v instanceof List || v instanceof Object[])
        .type("class List<T> : IList<T>, IReadOnlyList<T>", List.class)
        .type("class ISet<T> : ICollection<T>", Set.class)
        .type("class HashSet<T> : ISet<T>", Set.class)
        .type("class Queue<T> : IEnumerable<T>", ArrayDeque.class)
        .type("class Stack<T> : IEnumerable<T>", ArrayDeque.class)
        .type("class IReadOnlyDictionary<K,V> : IEnumerable<KeyValuePair<K,V>>", Map.class)
        .type("class IDictionary<K,V> : IReadOnlyDictionary<K,V>", Map.class)
        .type("class Dictionary<K,V> : IDictionary<K,V>", Map.class)
        .type("struct KeyValuePair<K,V>", Sequences.Pair.class)
        .type("class StringComparer", Comparator.class)
        .type("class Array", v -> v instanceof Object[] || v instanceof byte[]);
    lists(library);
    listChanges(library);
    DictionaryLibrary.declare(library);
    ArrayLibrary.declare(library);
    SetLibrary.declare(library);
    SearchLibrary.declare(library);
    ComparerLibrary.declare(library);
  }

  private static boolean isSequence(Object value) {
    return value instanceof Iterable
        || value instanceof Map
        || value instanceof Object[]
        || value instanceof byte[]
        || value instanceof String;
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  @SuppressWarnings("unchecked")
  static Map<Object, Object> map(Object value) {
    return (Map<Object, Object>) value;
  }

  static List<Object> copy(Object sequence) {
    List<Object> copy = new ArrayList<>();
    Sequences.of(sequence).forEach(copy::add);
    return copy;
  }

  static <T extends Collection<?>> T checked(T collection) {
    if (collection.size() > LARGEST) {
      throw new dev.apim.policy.expression.type.LimitException(
          "the expression makes a collection that is too large: it was stopped");
    }
    return collection;
  }

  private static void lists(Library.Builder library) {
    library
        .add("new List<T>()", () -> new ArrayList<>())
        .add("new List<T>(int)", a -> new ArrayList<>())
        .add("new List<T>(IEnumerable<T>)", CollectionLibrary::copy)
        .add("int ICollection<T>.Count", CollectionLibrary::count)
        .add("int IReadOnlyList<T>.Count", CollectionLibrary::count)
        .add("T IList<T>.this[int]", (a, i) -> element(a, number(i)))
        .add("T IReadOnlyList<T>.this[int]", (a, i) -> element(a, number(i)))
        .add("set T IList<T>.this[int]", (a, i, v) -> setElement(a, number(i), v))
        .add("bool ICollection<T>.Contains(T)", (a, v) -> copy(a).contains(v))
        .add("int IList<T>.IndexOf(T)", (a, v) -> copy(a).indexOf(v))
        .add("T[] List<T>.ToArray()", a -> list(a).toArray())
        .add(
            "bool List<T>.Exists(Func<T,bool> f)",
            (a, f) -> list(a).stream().anyMatch(v -> is(f, v)))
        .add(
            "T List<T>.Find(Func<T,bool> f)",
            (a, f) -> list(a).stream().filter(v -> is(f, v)).findFirst().orElse(null))
        .add(
            "List<T> List<T>.FindAll(Func<T,bool> f)",
            (a, f) -> new ArrayList<>(list(a).stream().filter(v -> is(f, v)).toList()))
        .add(
            "void List<T>.ForEach(Action<T> f)",
            (a, f) -> {
              copy(a).forEach(v -> ((Callable) f).call(v));
              return null;
            });
  }

  static boolean is(Object function, Object value) {
    return (Boolean) ((Callable) function).call(value);
  }

  private static void listChanges(Library.Builder library) {
    library
        .add("void ICollection<T>.Add(T)", CollectionLibrary::add)
        .add(
            "void List<T>.AddRange(IEnumerable<T>)",
            (a, s) -> list(a).addAll(copy(s)) ? done(a) : null)
        .add(
            "void List<T>.Insert(int, T)",
            (a, i, v) -> {
              list(a).add(number(i), v);
              return done(a);
            })
        .add("bool ICollection<T>.Remove(T)", (a, v) -> ((Collection<?>) a).remove(v))
        .add("void List<T>.RemoveAt(int)", (a, i) -> list(a).remove(number(i)) == a ? null : null)
        .add(
            "int List<T>.RemoveAll(Func<T,bool> f)",
            (a, f) -> {
              int before = list(a).size();
              list(a).removeIf(v -> is(f, v));
              return before - list(a).size();
            });
    listOrder(library);
  }

  private static void listOrder(Library.Builder library) {
    library
        .add(
            "void ICollection<T>.Clear()",
            a -> {
              ((Collection<?>) a).clear();
              return null;
            })
        .add(
            "void List<T>.Reverse()",
            a -> {
              Collections.reverse(list(a));
              return null;
            })
        .add(
            "void List<T>.Sort()",
            a -> {
              list(a).sort(LinqLibrary.ORDER);
              return null;
            })
        .add(
            "void List<T>.Sort(Func<T,T,int> f)",
            (a, f) -> {
              list(a).sort((x, y) -> (Integer) ((Callable) f).call(x, y));
              return null;
            });
  }

  private static Object done(Object list) {
    checked((Collection<?>) list);
    return null;
  }

  @SuppressWarnings("unchecked")
  private static Object add(Object collection, Object value) {
    checked((Collection<Object>) collection).add(value);
    return null;
  }

  static int count(Object value) {
    if (value instanceof Collection<?> collection) {
      return collection.size();
    } else if (value instanceof Map<?, ?> map) {
      return map.size();
    } else if (value instanceof Object[] array) {
      return array.length;
    } else if (value instanceof byte[] bytes) {
      return bytes.length;
    }
    return copy(value).size();
  }

  private static Fault outOfRange(Object sequence) {
    return sequence instanceof List
        ? new Fault(
            "ArgumentOutOfRangeException",
            "Index was out of range. Must be non-negative and less than the size of the collection.")
        : new Fault("IndexOutOfRangeException", "Index was outside the bounds of the array.");
  }

  static Object element(Object sequence, int index) {
    if (index < 0 || index >= count(sequence)) {
      throw outOfRange(sequence);
    }
    if (sequence instanceof Object[] array) {
      return array[index];
    } else if (sequence instanceof byte[] bytes) {
      return bytes[index];
    }
    return sequence instanceof List<?> list ? list.get(index) : copy(sequence).get(index);
  }

  static Object setElement(Object sequence, int index, Object value) {
    if (index < 0 || index >= count(sequence)) {
      throw outOfRange(sequence);
    }
    if (sequence instanceof Object[] array) {
      array[index] = value;
    } else if (sequence instanceof byte[] bytes) {
      bytes[index] = (Byte) value;
    } else {
      list(sequence).set(index, value);
    }
    return null;
  }
}
