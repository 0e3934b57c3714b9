package dev.apim.policy.expression.check;

import dev.apim.policy.expression.type.Callable;
import dev.apim.policy.expression.type.EnumValue;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.MemberDeclaration;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import dev.apim.policy.expression.type.TypeDeclaration;
import java.util.List;
import java.util.Optional;

/** Which type becomes which, at what cost for choosing an overload, and by which code. */
final class Conversions {

  /** A way from one type to another; {@code operation} null leaves the value as it is. */
  record Conversion(int cost, Operation operation, boolean late) {
    static Conversion free(int cost) {
      return new Conversion(cost, null, false);
    }
  }

  private static final int BOXING = 12;
  private static final int DECLARED = 6;

  private final Library library;

  Conversions(Library library) {
    this.library = library;
  }

  /** The implicit conversion of a checked expression, or null. */
  Conversion implicit(Bound value, Type to) {
    if (value instanceof Bound.Constant c && c.value() instanceof Integer i && fits(i, to)) {
      return new Conversion(value.type().equals(to) ? 0 : 1, Numeric.conversion(to), false);
    }
    return implicit(value.type(), to);
  }

  private static boolean fits(int constant, Type to) {
    return switch (to.name()) {
      case "byte" -> constant >= 0 && constant <= 255;
      case "short" -> constant >= Short.MIN_VALUE && constant <= Short.MAX_VALUE;
      default -> false;
    };
  }

  Conversion implicit(Type from, Type to) {
    if (from.equals(to) || from.equals(Type.ERROR) || to.equals(Type.ERROR)) {
      return Conversion.free(0);
    }
    if (from.equals(Type.VOID) || to.equals(Type.VOID)) {
      return null;
    }
    if (from.equals(Type.DYNAMIC)) {
      return to.equals(Type.OBJECT) ? Conversion.free(2) : new Conversion(5, null, true);
    }
    if (to.equals(Type.DYNAMIC) || to.equals(Type.OBJECT)) {
      return Conversion.free(BOXING);
    }
    if (from.equals(Type.NULL)) {
      return isReference(to) || to.isNullable() ? Conversion.free(1) : null;
    }
    if (to.isNullable()) {
      return toNullable(from, to);
    }
    int widening = Numeric.widening(from, to);
    if (widening > 0) {
      return new Conversion(widening, Numeric.conversion(to), false);
    }
    int distance = distance(from, to, 0);
    return distance >= 0 ? Conversion.free(2 * distance) : declared(from, to, false);
  }

  private Conversion toNullable(Type from, Type to) {
    Type inner = from.isNullable() ? from.argument(0) : from;
    Conversion conversion = implicit(inner, to.argument(0));
    return conversion == null
        ? null
        : new Conversion(conversion.cost() + 1, conversion.operation(), conversion.late());
  }

  boolean isReference(Type type) {
    return !library.isValueType(type) && !type.isNullable();
  }

  /** Steps up to a supertype, -1 where it is none. */
  private int distance(Type from, Type to, int steps) {
    if (from.name().equals(to.name()) && argumentsFit(from, to)) {
      return steps;
    }
    for (Type parent : library.parents(from)) {
      int found = distance(parent, to, steps + 1);
      if (found >= 0) {
        return found;
      }
    }
    return -1;
  }

  private boolean argumentsFit(Type from, Type to) {
    if (from.arguments().size() != to.arguments().size()) {
      return false;
    }
    for (int i = 0; i < from.arguments().size(); i++) {
      Type a = from.argument(i);
      Type b = to.argument(i);
      boolean same = a.equals(b) || a.isLate() || b.isLate() || b.equals(Type.OBJECT);
      if (!same && !(isReference(a) && distance(a, b, 0) >= 0)) {
        return false;
      }
    }
    return true;
  }

  private Conversion declared(Type from, Type to, boolean explicit) {
    MemberDeclaration best = null;
    int bestCost = Integer.MAX_VALUE;
    for (MemberDeclaration candidate : library.conversions(to.name(), explicit)) {
      Type parameter = candidate.parameters().get(0).type();
      Conversion step = parameter.equals(from) ? Conversion.free(0) : upcast(from, parameter);
      if (step != null && step.cost() < bestCost && candidate.result().equals(to)) {
        best = candidate;
        bestCost = step.cost();
      }
    }
    return best == null
        ? null
        : new Conversion(DECLARED + bestCost, best.operation().apply(List.of()), false);
  }

  private Conversion upcast(Type from, Type to) {
    int distance = distance(from, to, 0);
    return distance < 0 ? null : Conversion.free(distance);
  }

  /** What a cast does, or null where C# refuses it. */
  Conversion explicit(Bound value, Type to) {
    Conversion implicit = implicit(value, to);
    return implicit != null ? implicit : explicit(value.type(), to);
  }

  private Conversion explicit(Type from, Type to) {
    if (Numeric.isNumber(from) && Numeric.isNumber(to)) {
      return new Conversion(1, Numeric.conversion(to), false);
    }
    Conversion enumeration = enumeration(from, to);
    if (enumeration != null) {
      return enumeration;
    }
    Conversion declared = declared(from, to, true);
    if (declared != null) {
      return declared;
    }
    if (from.isNullable()) {
      return unwrapped(from, to);
    }
    if (to.isNullable() && isValue(from)) {
      return explicit(from, to.argument(0));
    }
    boolean related = from.equals(Type.OBJECT) || distance(to, from, 0) >= 0 || isOpen(from, to);
    return related ? new Conversion(1, check(to), false) : null;
  }

  /** Interfaces may meet in a class that neither knows. */
  private boolean isOpen(Type from, Type to) {
    return isInterface(from) && !isValue(to) && !to.equals(Type.STRING)
        || isInterface(to) && !isValue(from) && !from.equals(Type.STRING);
  }

  private static boolean isInterface(Type type) {
    String name = type.name();
    return name.length() > 1 && name.charAt(0) == 'I' && Character.isUpperCase(name.charAt(1));
  }

  private boolean isValue(Type type) {
    return !isReference(type);
  }

  private Conversion unwrapped(Type from, Type to) {
    Type inner = from.argument(0);
    Conversion step = inner.equals(to) ? Conversion.free(0) : explicit(inner, to);
    if (step == null) {
      return null;
    }
    Operation.One then = (Operation.One) step.operation();
    Operation.One unwrap =
        value -> {
          if (value == null) {
            throw new Fault("InvalidOperationException", "Nullable object must have a value.");
          }
          return then == null ? value : then.apply(value);
        };
    return new Conversion(step.cost() + 1, unwrap, false);
  }

  private Conversion enumeration(Type from, Type to) {
    if (library.isEnumeration(from) && Numeric.isNumber(to)) {
      return new Conversion(
          1, (Operation.One) v -> Numeric.convert(((EnumValue) v).ordinal(), to.name()), false);
    }
    if (library.isEnumeration(to) && Numeric.isNumber(from)) {
      Optional<TypeDeclaration> declaration = library.type(to.name());
      List<EnumValue> constants = declaration.map(TypeDeclaration::constants).orElse(List.of());
      return new Conversion(1, (Operation.One) v -> constant(to, constants, v), false);
    }
    return null;
  }

  private static EnumValue constant(Type type, List<EnumValue> constants, Object number) {
    int ordinal = (int) Numeric.integral(number);
    return constants.stream()
        .filter(c -> c.ordinal() == ordinal)
        .findFirst()
        .orElseGet(() -> new EnumValue(type.name(), String.valueOf(ordinal), ordinal));
  }

  /** The run-time check of a cast down, or of what comes out of {@code object}. */
  Operation.One check(Type to) {
    boolean nullFits = isReference(to) || to.isNullable();
    if (to.isFunction()) {
      return value -> cast(value, value == null || value instanceof Callable, to);
    }
    return value -> {
      if (value == null) {
        if (nullFits) {
          return null;
        }
        throw Fault.nullReference();
      }
      return cast(value, library.isInstance(to, value), to);
    };
  }

  private static Object cast(Object value, boolean fits, Type to) {
    if (!fits) {
      throw Fault.invalidCast(value, to);
    }
    return value;
  }

  /**
   * The type that both convert to, for conditionals, arrays and inferred lambdas; null for none.
   */
  Type common(Type a, Type b) {
    if (a.equals(b) || b.equals(Type.ERROR)) {
      return a;
    }
    if (a.equals(Type.ERROR)) {
      return b;
    }
    if (a.equals(Type.NULL) && isValue(b) || b.equals(Type.NULL) && isValue(a)) {
      Type value = a.equals(Type.NULL) ? b : a;
      return value.isNullable() ? value : Type.nullable(value);
    }
    if (implicit(a, b) != null && !a.isLate()) {
      return b;
    }
    return implicit(b, a) != null ? a : null;
  }
}
