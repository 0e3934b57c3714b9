package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.CollectionLibrary.copy;
import static dev.apim.policy.expression.runtime.Values.number;

import dev.apim.policy.expression.check.Numeric;
import dev.apim.policy.expression.type.Callable;
import dev.apim.policy.expression.type.Evaluation;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Sequences;
import dev.apim.policy.expression.type.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** LINQ's methods, computed at once and not when walked; every element is paid for. */
final class LinqLibrary {

  /** The natural order of what can be compared; null first. */
  @SuppressWarnings("unchecked")
  static final Comparator<Object> ORDER =
      (a, b) ->
          a == null || b == null
              ? (a == b ? 0 : a == null ? -1 : 1)
              : ((Comparable<Object>) comparable(a)).compareTo(comparable(b));

  private LinqLibrary() {}

  private static Object comparable(Object value) {
    if (value instanceof Boolean || value instanceof Comparable) {
      return value;
    }
    throw new Fault("InvalidOperationException", "At least one object must implement IComparable.");
  }

  /** Elements with one key. */
  record Group(Object key, List<Object> values) implements Iterable<Object> {
    @Override
    public java.util.Iterator<Object> iterator() {
      return values.iterator();
    }
  }

  /** A list in an order to which further keys may be added. */
  static final class Ordered extends ArrayList<Object> {
    private static final long serialVersionUID = 1L;
    private final transient Comparator<Object> order;

    Ordered(List<Object> values, Comparator<Object> order) {
      super(values);
      this.order = order;
      sort(order);
    }

    Ordered then(Comparator<Object> next) {
      return new Ordered(this, order.thenComparing(next));
    }
  }

  static void declare(
      Library.Builder library,
      java.util.function.Function<Type, Operation.One> casts,
      java.util.function.BiPredicate<Type, Object> instance) {
    library
        .type("class IGrouping<K,T> : IEnumerable<T>", Group.class)
        .add("K IGrouping<K,T>.Key", a -> ((Group) a).key())
        .type("class IOrderedEnumerable<T> : IEnumerable<T>", Ordered.class)
        .type("class Enumerable", v -> false)
        .with(
            "static IEnumerable<int> Enumerable.Range(int, int)",
            (e, a) -> range(e, number(a[0]), number(a[1])))
        .with(
            "static IEnumerable<T> Enumerable.Repeat<T>(T, int)",
            (e, a) -> {
              e.spend(Math.max(0, number(a[1])));
              return Collections.nCopies(number(a[1]), a[0]);
            })
        .add("static IEnumerable<T> Enumerable.Empty<T>()", () -> new ArrayList<>());
    filters(library);
    projections(library);
    single(library);
    tests(library);
    aggregates(library);
    orders(library);
    conversions(library, casts, instance);
  }

  private static List<Object> range(Evaluation evaluation, int start, int count) {
    evaluation.spend(Math.max(0, count));
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(start + i);
    }
    return numbers;
  }

  private static List<Object> paid(Evaluation evaluation, Object sequence) {
    List<Object> elements = copy(sequence);
    evaluation.spend(elements.size() + 1L);
    return elements;
  }

  private static Object call(Object function, Object... arguments) {
    return ((Callable) function).call(arguments);
  }

  private static boolean is(Object function, Object value) {
    return (Boolean) call(function, value);
  }

  private static void filters(Library.Builder library) {
    library
        .with(
            "IEnumerable<T> IEnumerable<T>.Where(Func<T,bool> f)",
            (e, a) -> where(paid(e, a[0]), a[1]))
        .with(
            "IEnumerable<T> IEnumerable<T>.Where(Func<T,int,bool> f)",
            (e, a) -> {
              List<Object> all = paid(e, a[0]);
              List<Object> kept = new ArrayList<>();
              for (int i = 0; i < all.size(); i++) {
                if ((Boolean) call(a[1], all.get(i), i)) {
                  kept.add(all.get(i));
                }
              }
              return kept;
            })
        .with(
            "IEnumerable<T> IEnumerable<T>.Take(int)",
            (e, a) -> {
              List<Object> all = paid(e, a[0]);
              return new ArrayList<>(
                  all.subList(0, Math.max(0, Math.min(number(a[1]), all.size()))));
            })
        .with(
            "IEnumerable<T> IEnumerable<T>.Skip(int)",
            (e, a) -> {
              List<Object> all = paid(e, a[0]);
              return new ArrayList<>(
                  all.subList(Math.max(0, Math.min(number(a[1]), all.size())), all.size()));
            })
        .with(
            "IEnumerable<T> IEnumerable<T>.TakeWhile(Func<T,bool> f)",
            (e, a) -> {
              List<Object> all = paid(e, a[0]);
              return new ArrayList<>(all.subList(0, prefix(all, a[1])));
            })
        .with(
            "IEnumerable<T> IEnumerable<T>.SkipWhile(Func<T,bool> f)",
            (e, a) -> {
              List<Object> all = paid(e, a[0]);
              return new ArrayList<>(all.subList(prefix(all, a[1]), all.size()));
            })
        .with(
            "IEnumerable<T> IEnumerable<T>.Distinct()",
            (e, a) -> new ArrayList<>(new LinkedHashSet<>(paid(e, a[0]))))
        .with(
            "IEnumerable<T> IEnumerable<T>.Union(IEnumerable<T>)",
            (e, a) -> {
              LinkedHashSet<Object> all = new LinkedHashSet<>(paid(e, a[0]));
              all.addAll(paid(e, a[1]));
              return new ArrayList<>(all);
            })
        .with(
            "IEnumerable<T> IEnumerable<T>.Intersect(IEnumerable<T>)",
            (e, a) -> {
              LinkedHashSet<Object> all = new LinkedHashSet<>(paid(e, a[0]));
              all.retainAll(new LinkedHashSet<>(paid(e, a[1])));
              return new ArrayList<>(all);
            })
        .with(
            "IEnumerable<T> IEnumerable<T>.Except(IEnumerable<T>)",
            (e, a) -> {
              LinkedHashSet<Object> all = new LinkedHashSet<>(paid(e, a[0]));
              all.removeAll(new LinkedHashSet<>(paid(e, a[1])));
              return new ArrayList<>(all);
            })
        .with(
            "IEnumerable<T> IEnumerable<T>.Concat(IEnumerable<T>)",
            (e, a) -> {
              List<Object> all = paid(e, a[0]);
              all.addAll(paid(e, a[1]));
              return all;
            })
        .with(
            "IEnumerable<T> IEnumerable<T>.Append(T)",
            (e, a) -> {
              List<Object> all = paid(e, a[0]);
              all.add(a[1]);
              return all;
            })
        .with(
            "IEnumerable<T> IEnumerable<T>.Prepend(T)",
            (e, a) -> {
              List<Object> all = paid(e, a[0]);
              all.add(0, a[1]);
              return all;
            })
        .with(
            "IEnumerable<T> IEnumerable<T>.Reverse()",
            (e, a) -> {
              List<Object> all = paid(e, a[0]);
              Collections.reverse(all);
              return all;
            })
        .with(
            "IEnumerable<T> IEnumerable<T>.DefaultIfEmpty(T)",
            (e, a) -> {
              List<Object> all = paid(e, a[0]);
              return all.isEmpty() ? new ArrayList<>(Collections.singletonList(a[1])) : all;
            });
  }

  private static List<Object> where(List<Object> elements, Object function) {
    List<Object> kept = new ArrayList<>();
    for (Object element : elements) {
      if (is(function, element)) {
        kept.add(element);
      }
    }
    return kept;
  }

  private static int prefix(List<Object> elements, Object function) {
    int end = 0;
    while (end < elements.size() && is(function, elements.get(end))) {
      end++;
    }
    return end;
  }

  private static void projections(Library.Builder library) {
    library
        .with(
            "IEnumerable<R> IEnumerable<T>.Select<R>(Func<T,R> f)",
            (e, a) -> {
              List<Object> results = new ArrayList<>();
              paid(e, a[0]).forEach(v -> results.add(call(a[1], v)));
              return results;
            })
        .with(
            "IEnumerable<R> IEnumerable<T>.Select<R>(Func<T,int,R> f)",
            (e, a) -> {
              List<Object> results = new ArrayList<>();
              paid(e, a[0]).forEach(v -> results.add(call(a[1], v, results.size())));
              return results;
            })
        .with(
            "IEnumerable<R> IEnumerable<T>.SelectMany<R>(Func<T,IEnumerable<R>> f)",
            (e, a) -> {
              List<Object> results = new ArrayList<>();
              paid(e, a[0]).forEach(v -> results.addAll(paid(e, call(a[1], v))));
              return results;
            })
        .with(
            "IEnumerable<IGrouping<K,T>> IEnumerable<T>.GroupBy<K>(Func<T,K> f)",
            (e, a) -> groups(paid(e, a[0]), a[1], null))
        .with(
            "IEnumerable<IGrouping<K,R>> IEnumerable<T>.GroupBy<K,R>(Func<T,K> f, Func<T,R> g)",
            (e, a) -> groups(paid(e, a[0]), a[1], a[2]))
        .with(
            "IEnumerable<R> IEnumerable<T>.Zip<U,R>(IEnumerable<U> o, Func<T,U,R> f)",
            (e, a) -> {
              List<Object> left = paid(e, a[0]);
              List<Object> right = paid(e, a[1]);
              List<Object> results = new ArrayList<>();
              for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
                results.add(call(a[2], left.get(i), right.get(i)));
              }
              return results;
            });
  }

  private static List<Object> groups(List<Object> elements, Object key, Object value) {
    Map<Object, List<Object>> groups = new LinkedHashMap<>();
    for (Object element : elements) {
      groups
          .computeIfAbsent(call(key, element), k -> new ArrayList<>())
          .add(value == null ? element : call(value, element));
    }
    List<Object> result = new ArrayList<>();
    groups.forEach((k, v) -> result.add(new Group(k, v)));
    return result;
  }

  private static Fault empty() {
    return new Fault("InvalidOperationException", "Sequence contains no elements");
  }

  private static void single(Library.Builder library) {
    for (String name : List.of("First", "Last", "Single")) {
      library
          .with("T IEnumerable<T>." + name + "()", (e, a) -> pick(paid(e, a[0]), name, null, true))
          .with(
              "T IEnumerable<T>." + name + "(Func<T,bool> f)",
              (e, a) -> pick(where(paid(e, a[0]), a[1]), name, null, true))
          .typed(
              "T IEnumerable<T>." + name + "OrDefault()",
              types ->
                  (Operation.Many) (e, a) -> pick(paid(e, a[0]), name, zero(types.get(0)), false))
          .typed(
              "T IEnumerable<T>." + name + "OrDefault(Func<T,bool> f)",
              types ->
                  (Operation.Many)
                      (e, a) -> pick(where(paid(e, a[0]), a[1]), name, zero(types.get(0)), false));
    }
    library
        .with(
            "T IEnumerable<T>.FirstOrDefault(T)",
            (e, a) -> pick(paid(e, a[0]), "First", a[1], false))
        .with(
            "T IEnumerable<T>.ElementAt(int)",
            (e, a) -> CollectionLibrary.element(paid(e, a[0]), number(a[1])))
        .typed(
            "T IEnumerable<T>.ElementAtOrDefault(int)",
            types ->
                (Operation.Many)
                    (e, a) -> {
                      List<Object> all = paid(e, a[0]);
                      int index = number(a[1]);
                      return index >= 0 && index < all.size() ? all.get(index) : zero(types.get(0));
                    });
  }

  private static Object zero(Type type) {
    return switch (type.name()) {
      case "bool" -> false;
      case "decimal" -> BigDecimal.ZERO;
      case "KeyValuePair" -> new Sequences.Pair(null, null);
      case "int", "long", "byte", "short", "char", "double", "float" ->
          Numeric.convert(0, type.name());
      default -> null;
    };
  }

  private static Object pick(List<Object> elements, String which, Object fallback, boolean needed) {
    if (elements.isEmpty()) {
      if (needed) {
        throw empty();
      }
      return fallback;
    }
    if (which.equals("Single") && elements.size() > 1) {
      throw new Fault("InvalidOperationException", "Sequence contains more than one element");
    }
    return elements.get(which.equals("Last") ? elements.size() - 1 : 0);
  }

  private static void tests(Library.Builder library) {
    library
        .with("bool IEnumerable<T>.Any()", (e, a) -> Sequences.of(a[0]).iterator().hasNext())
        .with(
            "bool IEnumerable<T>.Any(Func<T,bool> f)",
            (e, a) -> paid(e, a[0]).stream().anyMatch(v -> is(a[1], v)))
        .with(
            "bool IEnumerable<T>.All(Func<T,bool> f)",
            (e, a) -> paid(e, a[0]).stream().allMatch(v -> is(a[1], v)))
        .with(
            "int IEnumerable<T>.Count()",
            (e, a) -> a[0] instanceof Collection<?> c ? c.size() : paid(e, a[0]).size())
        .with(
            "int IEnumerable<T>.Count(Func<T,bool> f)", (e, a) -> where(paid(e, a[0]), a[1]).size())
        .with("long IEnumerable<T>.LongCount()", (e, a) -> (long) paid(e, a[0]).size())
        .with("bool IEnumerable<T>.Contains(T)", (e, a) -> paid(e, a[0]).contains(a[1]))
        .with(
            "bool IEnumerable<T>.Contains(T, StringComparer)",
            (e, a) -> {
              @SuppressWarnings("unchecked")
              Comparator<Object> order = (Comparator<Object>) a[2];
              return paid(e, a[0]).stream().anyMatch(v -> order.compare(v, a[1]) == 0);
            })
        .with(
            "bool IEnumerable<T>.SequenceEqual(IEnumerable<T>)",
            (e, a) -> paid(e, a[0]).equals(paid(e, a[1])));
  }

  private static void aggregates(Library.Builder library) {
    library
        .with("T IEnumerable<T>.Sum()", (e, a) -> sum(paid(e, a[0])))
        .with("N IEnumerable<T>.Sum<N>(Func<T,N> f)", (e, a) -> sum(mapped(paid(e, a[0]), a[1])))
        .with("T IEnumerable<T>.Max()", (e, a) -> extreme(paid(e, a[0]), true))
        .with("T IEnumerable<T>.Min()", (e, a) -> extreme(paid(e, a[0]), false))
        .with(
            "N IEnumerable<T>.Max<N>(Func<T,N> f)",
            (e, a) -> extreme(mapped(paid(e, a[0]), a[1]), true))
        .with(
            "N IEnumerable<T>.Min<N>(Func<T,N> f)",
            (e, a) -> extreme(mapped(paid(e, a[0]), a[1]), false))
        .with("double IEnumerable<T>.Average()", (e, a) -> average(paid(e, a[0])))
        .with(
            "double IEnumerable<T>.Average<N>(Func<T,N> f)",
            (e, a) -> average(mapped(paid(e, a[0]), a[1])))
        .with(
            "T IEnumerable<T>.Aggregate(Func<T,T,T> f)",
            (e, a) ->
                paid(e, a[0]).stream()
                    .reduce((x, y) -> call(a[1], x, y))
                    .orElseThrow(LinqLibrary::empty))
        .with(
            "A IEnumerable<T>.Aggregate<A>(A seed, Func<A,T,A> f)",
            (e, a) -> {
              Object result = a[1];
              for (Object element : paid(e, a[0])) {
                result = call(a[2], result, element);
              }
              return result;
            });
  }

  private static List<Object> mapped(List<Object> elements, Object function) {
    elements.replaceAll(v -> call(function, v));
    return elements;
  }

  private static Object sum(List<Object> numbers) {
    Object total = 0;
    for (Object number : numbers) {
      if (number instanceof BigDecimal || total instanceof BigDecimal) {
        total = Numeric.decimal(total).add(Numeric.decimal(number));
      } else if (number instanceof Double || total instanceof Double) {
        total = Numeric.real(total) + Numeric.real(number);
      } else if (number instanceof Long || total instanceof Long) {
        total = Numeric.integral(total) + Numeric.integral(number);
      } else if (number != null) {
        total = (int) (Numeric.integral(total) + Numeric.integral(number));
      }
    }
    return total;
  }

  private static Object extreme(List<Object> values, boolean largest) {
    if (values.isEmpty()) {
      throw empty();
    }
    return largest ? Collections.max(values, ORDER) : Collections.min(values, ORDER);
  }

  private static double average(List<Object> numbers) {
    return numbers.stream().mapToDouble(Numeric::real).average().orElseThrow(LinqLibrary::empty);
  }

  private static void orders(Library.Builder library) {
    for (boolean descending : List.of(false, true)) {
      String suffix = descending ? "Descending" : "";
      library
          .with(
              "IOrderedEnumerable<T> IEnumerable<T>.OrderBy" + suffix + "<K>(Func<T,K> f)",
              (e, a) -> new Ordered(paid(e, a[0]), by(a[1], descending)))
          .with(
              "IOrderedEnumerable<T> IOrderedEnumerable<T>.ThenBy" + suffix + "<K>(Func<T,K> f)",
              (e, a) -> ((Ordered) a[0]).then(by(a[1], descending)));
    }
  }

  private static Comparator<Object> by(Object key, boolean descending) {
    Comparator<Object> order = (a, b) -> ORDER.compare(call(key, a), call(key, b));
    return descending ? order.reversed() : order;
  }

  private static void conversions(
      Library.Builder library,
      java.util.function.Function<Type, Operation.One> casts,
      java.util.function.BiPredicate<Type, Object> instance) {
    library
        .with("List<T> IEnumerable<T>.ToList()", (e, a) -> paid(e, a[0]))
        .with("HashSet<T> IEnumerable<T>.ToHashSet()", (e, a) -> new LinkedHashSet<>(paid(e, a[0])))
        .with("IEnumerable<T> IEnumerable<T>.AsEnumerable()", (e, a) -> a[0])
        .typed(
            "T[] IEnumerable<T>.ToArray()",
            types -> (Operation.Many) (e, a) -> array(paid(e, a[0]), types.get(0)))
        .with(
            "Dictionary<K,T> IEnumerable<T>.ToDictionary<K>(Func<T,K> f)",
            (e, a) -> dictionary(paid(e, a[0]), a[1], null))
        .with(
            "Dictionary<K,V> IEnumerable<T>.ToDictionary<K,V>(Func<T,K> f, Func<T,V> g)",
            (e, a) -> dictionary(paid(e, a[0]), a[1], a[2]))
        .typed(
            "IEnumerable<R> IEnumerable<T>.Cast<R>()",
            types ->
                (Operation.Many)
                    (e, a) -> {
                      List<Object> all = paid(e, a[0]);
                      all.replaceAll(v -> casts.apply(types.get(1)).apply(v));
                      return all;
                    })
        .typed(
            "IEnumerable<R> IEnumerable<T>.OfType<R>()",
            types ->
                (Operation.Many)
                    (e, a) -> {
                      List<Object> all = paid(e, a[0]);
                      all.removeIf(v -> v == null || !instance.test(types.get(1), v));
                      return all;
                    });
  }

  private static Object array(List<Object> elements, Type type) {
    if (!type.equals(Type.BYTE)) {
      return elements.toArray();
    }
    byte[] bytes = new byte[elements.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (Byte) elements.get(i);
    }
    return bytes;
  }

  private static Map<Object, Object> dictionary(List<Object> elements, Object key, Object value) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Object element : elements) {
      Object name = call(key, element);
      if (map.containsKey(name)) {
        throw new Fault(
            "ArgumentException", "An item with the same key has already been added. Key: " + name);
      }
      map.put(name, value == null ? element : call(value, element));
    }
    return map;
  }
}
