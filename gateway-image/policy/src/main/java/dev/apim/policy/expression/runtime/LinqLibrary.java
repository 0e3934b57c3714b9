package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.CollectionLibrary.copy;
import static dev.apim.policy.expression.runtime.Values.number;

import dev.apim.policy.expression.type.Callable;
import dev.apim.policy.expression.type.Evaluation;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
    JoinLibrary.declare(library);
    LinqFilters.declare(library);
    projections(library);
    LinqResults.declare(library);
    LinqConversions.declare(library, casts, instance);
  }

  private static List<Object> range(Evaluation evaluation, int start, int count) {
    evaluation.spend(Math.max(0, count));
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(start + i);
    }
    return numbers;
  }

  static List<Object> paid(Evaluation evaluation, Object sequence) {
    List<Object> elements = copy(sequence);
    evaluation.spend(elements.size() + 1L);
    return elements;
  }

  static Object call(Object function, Object... arguments) {
    return ((Callable) function).call(arguments);
  }

  static boolean is(Object function, Object value) {
    return (Boolean) call(function, value);
  }

  static List<Object> where(List<Object> elements, Object function) {
    List<Object> kept = new ArrayList<>();
    for (Object element : elements) {
      if (is(function, element)) {
        kept.add(element);
      }
    }
    return kept;
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
            });
    groups(library);
  }

  private static void groups(Library.Builder library) {
    library
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

  static Fault empty() {
    return new Fault("InvalidOperationException", "Sequence contains no elements");
  }
}
