package dev.apim.policy.step;

import dev.apim.policy.context.PolicyContext;
import dev.apim.policy.expression.Expression;
import dev.apim.policy.expression.runtime.Formats;
import dev.apim.policy.expression.type.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A value of a policy: a literal, or an expression that is evaluated for each exchange. */
record Text(String literal, Expression expression) {

  static Text of(String literal) {
    return new Text(literal, null);
  }

  boolean isLiteral() {
    return expression == null;
  }

  String of(PolicyContext context) {
    return expression == null ? literal : expression.text(context);
  }

  /** The value itself, as a variable keeps it. */
  Object value(PolicyContext context) {
    return expression == null ? literal : expression.evaluate(context);
  }

  /** The value as a body: bytes as they are, everything else as text. */
  byte[] bytes(PolicyContext context) {
    Object value = value(context);
    return value instanceof byte[] bytes
        ? bytes
        : Formats.text(value).getBytes(StandardCharsets.UTF_8);
  }

  boolean test(PolicyContext context) {
    Object value = value(context);
    return value instanceof Boolean bool
        ? bool
        : Formats.text(value).strip().toLowerCase(Locale.ROOT).equals("true");
  }

  int number(PolicyContext context) {
    double value = decimal(context);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw new Fault("FormatException", "A whole number is needed, not '" + of(context) + "'.");
    }
    return (int) value;
  }

  double decimal(PolicyContext context) {
    Object value = value(context);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    try {
      return Double.parseDouble(Formats.text(value).strip());
    } catch (NumberFormatException e) {
      throw new Fault("FormatException", "A number is needed, not '" + Formats.text(value) + "'.");
    }
  }

  /** A length of time given in seconds; never negative. */
  Duration seconds(PolicyContext context) {
    return Duration.ofMillis(Math.max(0, Math.round(decimal(context) * 1000)));
  }

  /** One of some words, in any case; expressions that say another fail. */
  String word(PolicyContext context, List<String> words) {
    String said = of(context).strip();
    return words.stream()
        .filter(w -> w.equalsIgnoreCase(said))
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    "ArgumentException",
                    "'" + said + "' is none of " + String.join(", ", words) + "."));
  }
}
