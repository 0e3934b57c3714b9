package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.LinqLibrary.call;
import static dev.apim.policy.expression.runtime.LinqLibrary.empty;
import static dev.apim.policy.expression.runtime.LinqLibrary.is;
import static dev.apim.policy.expression.runtime.LinqLibrary.paid;
import static dev.apim.policy.expression.runtime.LinqLibrary.where;
import static dev.apim.policy.expression.runtime.Values.number;

import dev.apim.policy.expression.check.Numeric;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Sequences;
import dev.apim.policy.expression.type.Type;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The methods of LINQ that end in one value: elements, tests, sums. */
final class LinqResults {

  private LinqResults() {}

  static void declare(Library.Builder library) {
    single(library);
    tests(library);
    aggregates(library);
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
    placed(library);
  }

  private static void placed(Library.Builder library) {
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
            (e, a) -> extreme(mapped(paid(e, a[0]), a[1]), false));
    averages(library);
  }

  private static void averages(Library.Builder library) {
    library
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
    return largest
        ? Collections.max(values, LinqLibrary.ORDER)
        : Collections.min(values, LinqLibrary.ORDER);
  }

  private static double average(List<Object> numbers) {
    return numbers.stream().mapToDouble(Numeric::real).average().orElseThrow(LinqLibrary::empty);
  }
}
