package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.LinqLibrary.call;
import static dev.apim.policy.expression.runtime.LinqLibrary.paid;

import dev.apim.policy.expression.type.Library;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The methods of LINQ that bring two sequences together by a key. */
final class JoinLibrary {

  private JoinLibrary() {}

  /** Elements by a key; a key without any has none. */
  record Lookup(Map<Object, List<Object>> groups) implements Iterable<Object> {

    static Lookup of(List<Object> elements, Object key, Object value) {
      Map<Object, List<Object>> groups = new LinkedHashMap<>();
      for (Object element : elements) {
        groups
            .computeIfAbsent(call(key, element), k -> new ArrayList<>())
            .add(value == null ? element : call(value, element));
      }
      return new Lookup(groups);
    }

    List<Object> of(Object key) {
      return new ArrayList<>(groups.getOrDefault(key, List.of()));
    }

    @Override
    public Iterator<Object> iterator() {
      List<Object> all = new ArrayList<>();
      groups.forEach((key, values) -> all.add(new LinqLibrary.Group(key, values)));
      return all.iterator();
    }
  }

  static void declare(Library.Builder library) {
    library
        .type("class ILookup<K,T> : IEnumerable<IGrouping<K,T>>", Lookup.class)
        .add("IEnumerable<T> ILookup<K,T>.this[K]", (l, k) -> ((Lookup) l).of(k))
        .add("bool ILookup<K,T>.Contains(K)", (l, k) -> ((Lookup) l).groups().containsKey(k))
        .add("int ILookup<K,T>.Count", l -> ((Lookup) l).groups().size())
        .with(
            "ILookup<K,T> IEnumerable<T>.ToLookup<K>(Func<T,K> f)",
            (e, a) -> Lookup.of(paid(e, a[0]), a[1], null))
        .with(
            "ILookup<K,R> IEnumerable<T>.ToLookup<K,R>(Func<T,K> f, Func<T,R> g)",
            (e, a) -> Lookup.of(paid(e, a[0]), a[1], a[2]));
    joins(library);
  }

  private static void joins(Library.Builder library) {
    library
        .with(
            "IEnumerable<R> IEnumerable<T>.SelectMany<U,R>(Func<T,IEnumerable<U>> f, Func<T,U,R> g)",
            (e, a) -> {
              List<Object> results = new ArrayList<>();
              for (Object left : paid(e, a[0])) {
                paid(e, call(a[1], left)).forEach(v -> results.add(call(a[2], left, v)));
              }
              return results;
            })
        .with(
            "IEnumerable<R> IEnumerable<T>.Join<U,K,R>(IEnumerable<U> o, Func<T,K> f, Func<U,K> g, Func<T,U,R> h)",
            (e, a) -> {
              Lookup right = Lookup.of(paid(e, a[1]), a[3], null);
              List<Object> results = new ArrayList<>();
              for (Object left : paid(e, a[0])) {
                paid(e, right.of(call(a[2], left))).forEach(v -> results.add(call(a[4], left, v)));
              }
              return results;
            })
        .with(
            "IEnumerable<R> IEnumerable<T>.GroupJoin<U,K,R>(IEnumerable<U> o, Func<T,K> f, Func<U,K> g, Func<T,IEnumerable<U>,R> h)",
            (e, a) -> {
              Lookup right = Lookup.of(paid(e, a[1]), a[3], null);
              List<Object> results = new ArrayList<>();
              for (Object left : paid(e, a[0])) {
                results.add(call(a[4], left, paid(e, right.of(call(a[2], left)))));
              }
              return results;
            });
  }
}
