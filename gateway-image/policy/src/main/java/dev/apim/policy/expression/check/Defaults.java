package dev.apim.policy.expression.check;

import dev.apim.policy.expression.type.EnumValue;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.MemberDeclaration;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import dev.apim.policy.expression.type.TypeDeclaration;
import java.math.BigDecimal;
import java.util.List;

/** Values of {@code default(T)}: zero for value types, null for the rest. */
public final class Defaults {

  private Defaults() {}

  public static Object of(Library library, Type type) {
    return switch (type.name()) {
      case "bool" -> false;
      case "int", "long", "byte", "short", "char", "double", "float" ->
          Numeric.convert(0, type.name());
      case "decimal" -> BigDecimal.ZERO;
      default -> library.isValueType(type) ? structure(library, type) : null;
    };
  }

  private static Object structure(Library library, Type type) {
    List<EnumValue> constants =
        library.type(type.name()).map(TypeDeclaration::constants).orElse(List.of());
    if (!constants.isEmpty()) {
      return constants.get(0);
    }
    for (MemberDeclaration member : library.declared(type.name(), "new")) {
      if (member.parameters().isEmpty()) {
        return ((Operation.Zero) member.operation().apply(List.of())).apply();
      }
    }
    return null;
  }
}
