package dev.apim.policy.expression.check;

import dev.apim.policy.expression.parse.TypeRef;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Type;
import dev.apim.policy.expression.type.TypeDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Written types to types; aliases as .NET has them. Unsigned integers count as the wider signed.
 */
final class TypeResolver {

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("String", "string"),
          Map.entry("Object", "object"),
          Map.entry("Boolean", "bool"),
          Map.entry("Char", "char"),
          Map.entry("Byte", "byte"),
          Map.entry("Int16", "short"),
          Map.entry("Int32", "int"),
          Map.entry("Int64", "long"),
          Map.entry("Single", "float"),
          Map.entry("Double", "double"),
          Map.entry("Decimal", "decimal"),
          Map.entry("UInt16", "int"),
          Map.entry("UInt32", "long"),
          Map.entry("UInt64", "long"),
          Map.entry("sbyte", "short"),
          Map.entry("ushort", "int"),
          Map.entry("uint", "long"),
          Map.entry("ulong", "long"));

  private final Library library;
  private final Findings findings;

  TypeResolver(Library library, Findings findings) {
    this.library = library;
    this.findings = findings;
  }

  Type resolve(TypeRef reference) {
    Type type = element(reference);
    if (reference.nullable() && library.isValueType(type)) {
      type = Type.nullable(type);
    }
    for (int i = 0; i < reference.ranks(); i++) {
      type = Type.array(type);
    }
    return type;
  }

  private Type element(TypeRef reference) {
    List<Type> arguments = new ArrayList<>();
    reference.arguments().forEach(a -> arguments.add(resolve(a)));
    Optional<Type> found = find(reference.name(), arguments);
    if (found.isEmpty()) {
      findings.report(reference.offset(), "unknown type '" + reference.name() + "'");
      return Type.ERROR;
    }
    return found.get();
  }

  /** The type of a name with these arguments; open arguments are dynamic. */
  Optional<Type> find(String written, List<Type> arguments) {
    String name = ALIASES.getOrDefault(written, written);
    switch (name) {
      case "void", "dynamic" -> {
        return Optional.of(Type.of(name));
      }
      case "Func", "Action" -> {
        return Optional.of(new Type(name, arguments));
      }
      case "Predicate" -> {
        return Optional.of(Type.of("Func", first(arguments), Type.BOOL));
      }
      case "Nullable" -> {
        return Optional.of(Type.nullable(first(arguments)));
      }
      default -> {
        return library.type(name).map(d -> make(d, arguments));
      }
    }
  }

  private static Type first(List<Type> arguments) {
    return arguments.isEmpty() ? Type.DYNAMIC : arguments.get(0);
  }

  private static Type make(TypeDeclaration declaration, List<Type> arguments) {
    List<Type> filled = new ArrayList<>();
    for (int i = 0; i < declaration.type().arguments().size(); i++) {
      filled.add(i < arguments.size() ? arguments.get(i) : Type.DYNAMIC);
    }
    return new Type(declaration.type().name(), filled);
  }
}
