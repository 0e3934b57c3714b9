package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.number;

import dev.apim.policy.expression.type.Callable;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.OutArgument;
import dev.apim.policy.expression.type.Sequences;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
        .type("class HashSet<T> : ICollection<T>", Set.class)
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
    dictionaries(library);
    arrays(library);
    others(library);
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

  private static <T extends Collection<?>> T checked(T collection) {
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
            })
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

  private static Object setElement(Object sequence, int index, Object value) {
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

  private static Map<Object, Object> dictionary(Object comparer) {
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
        .add("new Dictionary<K,V>(StringComparer)", CollectionLibrary::dictionary)
        .add("new Dictionary<K,V>(IDictionary<K,V>)", a -> new LinkedHashMap<>(map(a)))
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
            (a, k, d) -> map(a).getOrDefault(notNull(k), d))
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
            })
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
            })
        .add("new KeyValuePair<K,V>(K, V)", Sequences.Pair::new)
        .add("K KeyValuePair<K,V>.Key", a -> ((Sequences.Pair) a).key())
        .add("V KeyValuePair<K,V>.Value", a -> ((Sequences.Pair) a).value());
  }

  private static void arrays(Library.Builder library) {
    library
        .add("int Array.Length", CollectionLibrary::count)
        .add(
            "static bool Array.Exists<T>(T[], Func<T,bool> f)",
            (a, f) -> copy(a).stream().anyMatch(v -> is(f, v)))
        .add(
            "static T Array.Find<T>(T[], Func<T,bool> f)",
            (a, f) -> copy(a).stream().filter(v -> is(f, v)).findFirst().orElse(null))
        .add("static int Array.IndexOf<T>(T[], T)", (a, v) -> copy(a).indexOf(v))
        .add("static T[] Array.Empty<T>()", () -> new Object[0])
        .add(
            "static void Array.Sort<T>(T[])",
            a -> {
              Arrays.sort((Object[]) a, LinqLibrary.ORDER);
              return null;
            })
        .add(
            "static void Array.Reverse<T>(T[])",
            a -> {
              List<Object> reversed = copy(a);
              Collections.reverse(reversed);
              for (int i = 0; i < reversed.size(); i++) {
                setElement(a, i, reversed.get(i));
              }
              return null;
            })
        .add(
            "static R[] Array.ConvertAll<T,R>(T[], Func<T,R> f)",
            (a, f) -> copy(a).stream().map(v -> ((Callable) f).call(v)).toArray())
        .with(
            "static void Array.Copy<T>(T[], int, T[], int, int)",
            (e, a) -> {
              System.arraycopy(a[0], number(a[1]), a[2], number(a[3]), number(a[4]));
              return null;
            })
        .add(
            "static void Array.Copy<T>(T[], T[], int)",
            (a, b, n) -> {
              System.arraycopy(a, 0, b, 0, number(n));
              return null;
            })
        .type("class Buffer", v -> false)
        .with(
            "static void Buffer.BlockCopy(byte[], int, byte[], int, int)",
            (e, a) -> {
              System.arraycopy(a[0], number(a[1]), a[2], number(a[3]), number(a[4]));
              return null;
            });
  }

  @SuppressWarnings("unchecked")
  private static ArrayDeque<Object> deque(Object value) {
    return (ArrayDeque<Object>) value;
  }

  private static void others(Library.Builder library) {
    library
        .add("new HashSet<T>()", () -> new LinkedHashSet<>())
        .add("new HashSet<T>(IEnumerable<T>)", a -> new LinkedHashSet<>(copy(a)))
        .add("bool HashSet<T>.Add(T)", (a, v) -> checked((Set<Object>) cast(a)).add(v))
        .add("new Queue<T>()", () -> new ArrayDeque<>())
        .add("new Stack<T>()", () -> new ArrayDeque<>())
        .add("void Queue<T>.Enqueue(T)", (a, v) -> checked(deque(a)).offer(v) ? null : null)
        .add("T Queue<T>.Dequeue()", a -> deque(a).pop())
        .add("T Queue<T>.Peek()", a -> deque(a).peek())
        .add("int Queue<T>.Count", CollectionLibrary::count)
        .add(
            "void Stack<T>.Push(T)",
            (a, v) -> {
              checked(deque(a)).push(v);
              return null;
            })
        .add("T Stack<T>.Pop()", a -> deque(a).pop())
        .add("T Stack<T>.Peek()", a -> deque(a).peek())
        .add("int Stack<T>.Count", CollectionLibrary::count);
  }

  @SuppressWarnings("unchecked")
  private static Set<Object> cast(Object value) {
    return (Set<Object>) value;
  }
}
