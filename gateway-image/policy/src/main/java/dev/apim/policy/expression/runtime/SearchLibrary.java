package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.CollectionLibrary.checked;
import static dev.apim.policy.expression.runtime.CollectionLibrary.copy;
import static dev.apim.policy.expression.runtime.CollectionLibrary.is;
import static dev.apim.policy.expression.runtime.CollectionLibrary.list;
import static dev.apim.policy.expression.runtime.Values.number;

import dev.apim.policy.expression.type.Callable;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.util.ArrayList;
import java.util.List;

/** Finding in lists and arrays, and ranges of them. */
final class SearchLibrary {

  private SearchLibrary() {}

  static void declare(Library.Builder library) {
    lists(library);
    ranges(library);
    arrays(library);
  }

  private static void lists(Library.Builder library) {
    library
        .add("int List<T>.FindIndex(Func<T,bool> f)", (a, f) -> index(list(a), f))
        .add("T List<T>.FindLast(Func<T,bool> f)", (a, f) -> last(list(a), f))
        .add(
            "bool List<T>.TrueForAll(Func<T,bool> f)",
            (a, f) -> copy(a).stream().allMatch(v -> is(f, v)))
        .add(
            "List<R> List<T>.ConvertAll<R>(Func<T,R> f)",
            (a, f) -> {
              List<Object> made = new ArrayList<>();
              copy(a).forEach(v -> made.add(((Callable) f).call(v)));
              return made;
            })
        .add("int List<T>.LastIndexOf(T)", (a, v) -> list(a).lastIndexOf(v));
  }

  private static void ranges(Library.Builder library) {
    library
        .add(
            "List<T> List<T>.GetRange(int, int)",
            (a, i, n) -> new ArrayList<>(range(list(a), number(i), number(n))))
        .add(
            "void List<T>.RemoveRange(int, int)",
            (a, i, n) -> {
              range(list(a), number(i), number(n)).clear();
              return null;
            })
        .add(
            "void List<T>.InsertRange(int, IEnumerable<T>)",
            (a, i, s) -> {
              range(list(a), number(i), 0).addAll(copy(s));
              checked(list(a));
              return null;
            });
  }

  private static List<Object> range(List<Object> list, int from, int count) {
    if (from < 0 || count < 0 || from + count > list.size() || from + count < 0) {
      throw new Fault(
          "ArgumentException",
          "Offset and length were out of bounds for the array or count is greater than the number"
              + " of elements from index to the end of the source collection.");
    }
    return list.subList(from, from + count);
  }

  private static void arrays(Library.Builder library) {
    library
        .add("static int Array.FindIndex<T>(T[], Func<T,bool> f)", (a, f) -> index(copy(a), f))
        .add("static T Array.FindLast<T>(T[], Func<T,bool> f)", (a, f) -> last(copy(a), f))
        .add(
            "static T[] Array.FindAll<T>(T[], Func<T,bool> f)",
            (a, f) -> copy(a).stream().filter(v -> is(f, v)).toArray())
        .add(
            "static bool Array.TrueForAll<T>(T[], Func<T,bool> f)",
            (a, f) -> copy(a).stream().allMatch(v -> is(f, v)))
        .add("static int Array.LastIndexOf<T>(T[], T)", (a, v) -> copy(a).lastIndexOf(v))
        .add(
            "object Array.Clone()",
            a -> a instanceof byte[] bytes ? bytes.clone() : ((Object[]) a).clone())
        .add(
            "void Array.CopyTo(Array, int)",
            (a, b, i) -> {
              System.arraycopy(a, 0, b, number(i), CollectionLibrary.count(a));
              return null;
            });
  }

  private static int index(List<Object> values, Object function) {
    for (int i = 0; i < values.size(); i++) {
      if (is(function, values.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static Object last(List<Object> values, Object function) {
    Object[] reversed = values.toArray();
    for (int i = reversed.length - 1; i >= 0; i--) {
      if (is(function, reversed[i])) {
        return reversed[i];
      }
    }
    return null;
  }
}
