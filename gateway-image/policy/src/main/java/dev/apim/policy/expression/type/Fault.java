package dev.apim.policy.expression.type;

import java.util.ConcurrentModificationException;

/** An exception of the language: has the .NET type name that {@code catch} tests. */
public final class Fault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String type;
  private final transient Object carried;

  public Fault(String type, String message) {
    this(type, message, null);
  }

  /** A fault that was made by an expression; {@code carried} is the object it threw. */
  public Fault(String type, String message, Object carried) {
    super(message, null, false, false);
    this.type = type;
    this.carried = carried;
  }

  public static Fault nullReference() {
    return new Fault(
        "NullReferenceException", "Object reference not set to an instance of an object.");
  }

  public static Fault invalidCast(Object value, Object type) {
    String shown = value == null ? "null" : value.getClass().getSimpleName();
    return new Fault(
        "InvalidCastException",
        "Unable to cast a value of type '" + shown + "' to '" + type + "'.");
  }

  /** What a Java exception out of library code is called in the language. */
  public static Fault of(RuntimeException cause) {
    if (cause instanceof Fault fault) {
      return fault;
    }
    String type =
        cause instanceof ClassCastException
            ? "InvalidCastException"
            : cause instanceof NumberFormatException
                ? "FormatException"
                : cause instanceof ArithmeticException
                    ? "DivideByZeroException"
                    : cause instanceof ConcurrentModificationException
                        ? "InvalidOperationException"
                        : "";
    if (cause instanceof NullPointerException) {
      return new Fault("ArgumentNullException", "Value cannot be null.");
    }
    if (cause instanceof IndexOutOfBoundsException) {
      return new Fault(
          "ArgumentOutOfRangeException",
          "Specified argument was out of the range of valid values.");
    }
    return new Fault(
        type.isEmpty() ? "ArgumentException" : type, String.valueOf(cause.getMessage()));
  }

  /** Simple name of the .NET type. */
  public String type() {
    return type;
  }

  public Object carried() {
    return carried;
  }

  @Override
  public String toString() {
    return type + ": " + getMessage();
  }
}
