package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.CollectionLibrary.checked;
import static dev.apim.policy.expression.runtime.CollectionLibrary.copy;

import dev.apim.policy.expression.type.Library;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

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

  /** What is compared as another set compares. */
  private static Set<Object> as(Object set, Object sequence) {
    if (!(set instanceof TreeSet<?> compared)) {
      return set(sequence);
    }
    @SuppressWarnings("unchecked")
    Set<Object> made = new TreeSet<>((Comparator<Object>) compared.comparator());
    made.addAll(copy(sequence));
    return made;
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
              s(a).retainAll(as(a, b));
              return null;
            })
        .add(
            "void HashSet<T>.ExceptWith(IEnumerable<T>)",
            (a, b) -> {
              copy(b).forEach(s(a)::remove);
              return null;
            });
    comparisons(library);
  }

  private static void comparisons(Library.Builder library) {
    library
        .add(
            "bool HashSet<T>.Overlaps(IEnumerable<T>)",
            (a, b) -> copy(b).stream().anyMatch(s(a)::contains))
        .add("bool HashSet<T>.SetEquals(IEnumerable<T>)", (a, b) -> as(a, b).equals(s(a)))
        .add("bool HashSet<T>.IsSubsetOf(IEnumerable<T>)", (a, b) -> as(a, b).containsAll(s(a)))
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
