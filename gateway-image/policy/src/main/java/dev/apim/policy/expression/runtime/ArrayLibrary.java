package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.CollectionLibrary.checked;
import static dev.apim.policy.expression.runtime.CollectionLibrary.copy;
import static dev.apim.policy.expression.runtime.CollectionLibrary.is;
import static dev.apim.policy.expression.runtime.CollectionLibrary.setElement;
import static dev.apim.policy.expression.runtime.Values.number;

import dev.apim.policy.expression.type.Callable;
import dev.apim.policy.expression.type.Library;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Arrays by the methods of Array and Buffer; sets, queues and stacks. */
final class ArrayLibrary {

  private ArrayLibrary() {}

  static void declare(Library.Builder library) {
    arrays(library);
    others(library);
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
        .add("static T[] Array.Empty<T>()", () -> new Object[0]);
    arrayOrder(library);
    arrayCopies(library);
  }

  private static void arrayOrder(Library.Builder library) {
    library
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
            });
  }

  private static void arrayCopies(Library.Builder library) {
    library
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
