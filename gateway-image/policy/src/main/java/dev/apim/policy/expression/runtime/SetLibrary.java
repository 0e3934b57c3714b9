package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.CollectionLibrary.checked;
import static dev.apim.policy.expression.runtime.CollectionLibrary.copy;

import dev.apim.policy.expression.type.Library;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** Sets by what they share; queues and stacks of what is there already. */
final class SetLibrary {

  private SetLibrary() {}

  @SuppressWarnings("unchecked")
  private static Set<Object> s(Object value) {
    return (Set<Object>) value;
  }

  private static Set<Object> set(Object sequence) {
    return new HashSet<>(copy(sequence));
  }

  static void declare(Library.Builder library) {
    library
        .add(
            "void HashSet<T>.UnionWith(IEnumerable<T>)",
            (a, b) -> {
              s(a).addAll(copy(b));
              checked(s(a));
              return null;
            })
        .add(
            "void HashSet<T>.IntersectWith(IEnumerable<T>)",
            (a, b) -> {
              s(a).retainAll(set(b));
              return null;
            })
        .add(
            "void HashSet<T>.ExceptWith(IEnumerable<T>)",
            (a, b) -> {
              s(a).removeAll(set(b));
              return null;
            });
    comparisons(library);
  }

  private static void comparisons(Library.Builder library) {
    library
        .add(
            "bool HashSet<T>.Overlaps(IEnumerable<T>)",
            (a, b) -> copy(b).stream().anyMatch(s(a)::contains))
        .add("bool HashSet<T>.SetEquals(IEnumerable<T>)", (a, b) -> s(a).equals(set(b)))
        .add("bool HashSet<T>.IsSubsetOf(IEnumerable<T>)", (a, b) -> set(b).containsAll(s(a)))
        .add("bool HashSet<T>.IsSupersetOf(IEnumerable<T>)", (a, b) -> s(a).containsAll(copy(b)))
        .add("new Queue<T>(IEnumerable<T>)", a -> new ArrayDeque<>(copy(a)))
        .add(
            "new Stack<T>(IEnumerable<T>)",
            a -> {
              ArrayDeque<Object> stack = new ArrayDeque<>();
              copy(a).forEach(stack::push);
              return stack;
            });
  }
}
