package dev.apim.policy.expression.type;

import java.math.BigDecimal;
import java.util.Map;

/** Types of values: the few that Java shares by class, the rest by their declarations. */
final class RuntimeTypes {

  private static final Map<Class<?>, Type> COMMON =
      Map.ofEntries(
          Map.entry(String.class, Type.STRING),
          Map.entry(Integer.class, Type.INT),
          Map.entry(Long.class, Type.LONG),
          Map.entry(Boolean.class, Type.BOOL),
          Map.entry(Double.class, Type.DOUBLE),
          Map.entry(Float.class, Type.FLOAT),
          Map.entry(BigDecimal.class, Type.DECIMAL),
          Map.entry(Character.class, Type.CHAR),
          Map.entry(Byte.class, Type.BYTE),
          Map.entry(Short.class, Type.SHORT),
          Map.entry(byte[].class, Type.array(Type.BYTE)),
          Map.entry(Object[].class, Type.array(Type.DYNAMIC)));

  private RuntimeTypes() {}

  static Type of(Library library, Object value) {
    Type common = COMMON.get(value.getClass());
    if (common != null) {
      return common;
    }
    if (value instanceof EnumValue constant) {
      return Type.of(constant.type());
    }
    TypeDeclaration best = null;
    for (TypeDeclaration candidate : library.types()) {
      boolean fits = !candidate.type().equals(Type.OBJECT) && candidate.instance().test(value);
      if (fits && (best == null || library.as(candidate.type(), best.type().name()).isPresent())) {
        best = candidate;
      }
    }
    return best == null ? Type.OBJECT : dynamicArguments(best.type());
  }

  private static Type dynamicArguments(Type declared) {
    return new Type(declared.name(), declared.arguments().stream().map(a -> Type.DYNAMIC).toList());
  }

  static boolean isInstance(Library library, Type type, Object value) {
    if (type.name().equals("object") || type.isLate() || type.isVariable()) {
      return true;
    }
    if (type.isNullable()) {
      return isInstance(library, type.argument(0), value);
    }
    if (type.isArray()) {
      return type.argument(0).equals(Type.BYTE)
          ? value instanceof byte[]
          : value instanceof Object[];
    }
    Type exact = COMMON.get(value.getClass());
    if (type.equals(exact)) {
      return true;
    }
    if (type.isFunction()) {
      return value instanceof Callable;
    }
    return library.type(type.name()).map(d -> d.instance().test(value)).orElse(false);
  }
}
