package dev.apim.policy.program;

import dev.apim.policy.expression.type.Type;
import dev.apim.policy.step.Literals;
import java.util.Optional;
import java.util.function.Predicate;

/** What an attribute or text must hold, as a literal or as the result of an expression. */
enum ValueKind {
  TEXT(Type.OBJECT, "", v -> true),
  BOOL(Type.BOOL, "must be true or false", Literals::isFlag),
  WHOLE(Type.OBJECT, "must be a whole number, zero or more", Literals::isWhole),
  RETRIES(Type.OBJECT, "must be a whole number from 1 to 50", Literals::isRetries),
  DECIMAL(Type.OBJECT, "must be a number", Literals::isDecimal),
  NUMBER(Type.OBJECT, "must be a number, zero or more", Literals::isNumber),
  STATUS(Type.OBJECT, "must be an HTTP status from 100 to 999", v -> v.matches("[1-9]\\d\\d")),
  URL(Type.OBJECT, "must be an http or https URL", Literals::isUrl),
  ADDRESS(Type.OBJECT, "must be an IP address", Literals::isAddress),
  BASE64(Type.OBJECT, "must be base64", Literals::isBase64),
  TIME(Type.OBJECT, "must be a time such as 2026-01-31T00:00:00Z", Literals::isTime);

  private final Type type;
  private final String demand;
  private final Predicate<String> fits;

  ValueKind(Type type, String demand, Predicate<String> fits) {
    this.type = type;
    this.demand = demand;
    this.fits = fits;
  }

  Type type() {
    return type;
  }

  /** Why a literal does not fit, empty where it does. */
  Optional<String> refuse(String literal) {
    return fits.test(literal.strip())
        ? Optional.empty()
        : Optional.of(demand + ", not '" + literal + "'");
  }
}
