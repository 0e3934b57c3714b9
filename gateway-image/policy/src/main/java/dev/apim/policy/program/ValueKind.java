package dev.apim.policy.program;

import dev.apim.policy.expression.type.Type;

/** What an attribute or text must hold, as a literal or as the result of an expression. */
enum ValueKind {
  TEXT(Type.OBJECT),
  BOOL(Type.BOOL),
  NUMBER(Type.OBJECT),
  BYTES(Type.OBJECT);

  private final Type type;

  ValueKind(Type type) {
    this.type = type;
  }

  Type type() {
    return type;
  }

  /** Why a literal does not fit, null where it does. */
  String refuse(String literal) {
    return switch (this) {
      case BOOL ->
          literal.strip().equalsIgnoreCase("true") || literal.strip().equalsIgnoreCase("false")
              ? null
              : "must be true or false, not '" + literal + "'";
      case NUMBER ->
          literal.strip().matches("-?\\d{1,12}(\\.\\d{1,6})?")
              ? null
              : "must be a number, not '" + literal + "'";
      default -> null;
    };
  }
}
