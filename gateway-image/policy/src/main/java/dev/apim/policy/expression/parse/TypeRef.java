package dev.apim.policy.expression.parse;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A type as written: last part of its name (namespaces are dropped), type arguments, ranks of array
 * brackets and whether a question mark follows.
 */
public record TypeRef(
    int offset, String name, List<TypeRef> arguments, int ranks, boolean nullable) {

  public TypeRef {
    arguments = List.copyOf(arguments);
  }

  public boolean isVar() {
    return name.equals("var") && arguments.isEmpty() && ranks == 0;
  }

  @Override
  public String toString() {
    String generic =
        arguments.isEmpty()
            ? ""
            : arguments.stream().map(TypeRef::toString).collect(Collectors.joining(", ", "<", ">"));
    return name + generic + (nullable ? "?" : "") + "[]".repeat(ranks);
  }
}
