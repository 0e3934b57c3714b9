package dev.apim.policy.expression.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A type: declared ones by name, arrays as {@code []} of their element, {@code T?} of a value type
 * as {@code ?}, objects made by {@code new { }} by their members' names in braces, variables of a
 * generic signature with a leading apostrophe.
 */
public record Type(String name, List<Type> arguments) {

  public static final Type OBJECT = of("object");
  public static final Type STRING = of("string");
  public static final Type BOOL = of("bool");
  public static final Type CHAR = of("char");
  public static final Type BYTE = of("byte");
  public static final Type SHORT = of("short");
  public static final Type INT = of("int");
  public static final Type UINT = of("uint");
  public static final Type LONG = of("long");
  public static final Type FLOAT = of("float");
  public static final Type DOUBLE = of("double");
  public static final Type DECIMAL = of("decimal");
  public static final Type VOID = of("void");

  /** Type of the literal {@code null}. */
  public static final Type NULL = of("null");

  /** Members are looked up when the value is known. */
  public static final Type DYNAMIC = of("dynamic");

  /** Type of what was already complained about: every use is silent. */
  public static final Type ERROR = of("error");

  public Type {
    arguments = List.copyOf(arguments);
  }

  public static Type of(String name, Type... arguments) {
    return new Type(name, List.of(arguments));
  }

  public static Type array(Type element) {
    return of("[]", element);
  }

  public static Type nullable(Type value) {
    return of("?", value);
  }

  public static Type variable(String name) {
    return of("'" + name);
  }

  /** Type of {@code new { a = .., b = .. }}. */
  public static Type anonymous(List<String> members, List<Type> types) {
    return new Type(members.stream().collect(Collectors.joining(",", "{", "}")), types);
  }

  public boolean isArray() {
    return name.equals("[]");
  }

  public boolean isNullable() {
    return name.equals("?");
  }

  public boolean isVariable() {
    return name.startsWith("'");
  }

  public boolean isAnonymous() {
    return name.startsWith("{");
  }

  public boolean isFunction() {
    return name.equals("Func") || name.equals("Action");
  }

  /** Dynamic, or already complained about. */
  public boolean isLate() {
    return name.equals("dynamic") || name.equals("error");
  }

  public Type argument(int index) {
    return arguments.get(index);
  }

  /** Parameter types of a function type. */
  public List<Type> parameters() {
    return name.equals("Func") ? arguments.subList(0, arguments.size() - 1) : arguments;
  }

  /** Result type of a function type. */
  public Type result() {
    return name.equals("Func") ? arguments.get(arguments.size() - 1) : VOID;
  }

  /** Names of the members of an anonymous type, in their order. */
  public List<String> memberNames() {
    String inner = name.substring(1, name.length() - 1);
    return inner.isEmpty() ? List.of() : List.of(inner.split(","));
  }

  public boolean mentionsVariable() {
    return isVariable() || arguments.stream().anyMatch(Type::mentionsVariable);
  }

  /** This type with variables replaced; those without a binding stay. */
  public Type substitute(Map<String, Type> bindings) {
    if (isVariable()) {
      return bindings.getOrDefault(name, this);
    }
    if (arguments.isEmpty() || bindings.isEmpty()) {
      return this;
    }
    List<Type> replaced = new ArrayList<>();
    arguments.forEach(a -> replaced.add(a.substitute(bindings)));
    return new Type(name, replaced);
  }

  /** As C# writes it. */
  @Override
  public String toString() {
    if (isArray()) {
      return argument(0) + "[]";
    }
    if (isNullable()) {
      return argument(0) + "?";
    }
    if (isAnonymous()) {
      return "anonymous type " + name;
    }
    String shown = isVariable() ? name.substring(1) : name;
    return arguments.isEmpty()
        ? shown
        : shown
            + arguments.stream().map(Type::toString).collect(Collectors.joining(", ", "<", ">"));
  }
}
