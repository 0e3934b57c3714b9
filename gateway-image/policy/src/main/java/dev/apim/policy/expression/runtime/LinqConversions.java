package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.LinqLibrary.call;
import static dev.apim.policy.expression.runtime.LinqLibrary.paid;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** The methods of LINQ that put in order and that make other collections. */
final class LinqConversions {

  private LinqConversions() {}

  static void declare(
      Library.Builder library,
      Function<Type, Operation.One> casts,
      BiPredicate<Type, Object> instance) {
    orders(library);
    conversions(library, casts, instance);
  }

  private static void orders(Library.Builder library) {
    for (boolean descending : List.of(false, true)) {
      String suffix = descending ? "Descending" : "";
      library
          .with(
              "IOrderedEnumerable<T> IEnumerable<T>.OrderBy" + suffix + "<K>(Func<T,K> f)",
              (e, a) -> new LinqLibrary.Ordered(paid(e, a[0]), by(a[1], descending)))
          .with(
              "IOrderedEnumerable<T> IOrderedEnumerable<T>.ThenBy" + suffix + "<K>(Func<T,K> f)",
              (e, a) -> ((LinqLibrary.Ordered) a[0]).then(by(a[1], descending)));
    }
  }

  private static Comparator<Object> by(Object key, boolean descending) {
    Comparator<Object> order = (a, b) -> LinqLibrary.ORDER.compare(call(key, a), call(key, b));
    return descending ? order.reversed() : order;
  }

  private static void conversions(
      Library.Builder library,
      Function<Type, Operation.One> casts,
      BiPredicate<Type, Object> instance) {
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
