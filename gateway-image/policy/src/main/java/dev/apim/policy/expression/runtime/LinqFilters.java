package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.LinqLibrary.call;
import static dev.apim.policy.expression.runtime.LinqLibrary.is;
import static dev.apim.policy.expression.runtime.LinqLibrary.paid;
import static dev.apim.policy.expression.runtime.LinqLibrary.where;
import static dev.apim.policy.expression.runtime.Values.number;

import dev.apim.policy.expression.type.Library;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;

/** What LINQ leaves out, adds and puts in another order. */
final class LinqFilters {

  private LinqFilters() {}

  static void declare(Library.Builder library) {
    filters(library);
    slices(library);
    sets(library);
    additions(library);
    arrangements(library);
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
            });
  }

  private static void slices(Library.Builder library) {
    library
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
            });
  }

  private static void sets(Library.Builder library) {
    library
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
            });
  }

  private static void additions(Library.Builder library) {
    library
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
            });
  }

  private static void arrangements(Library.Builder library) {
    library
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

  private static int prefix(List<Object> elements, Object function) {
    int end = 0;
    while (end < elements.size() && is(function, elements.get(end))) {
      end++;
    }
    return end;
  }
}
