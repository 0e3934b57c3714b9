package dev.apim.policy.program;

import dev.apim.policy.context.PolicyContext;
import dev.apim.policy.expression.Expression;
import dev.apim.policy.expression.runtime.Formats;
import java.util.Locale;

/** A value of a policy: a literal, or an expression that is evaluated for each exchange. */
record Text(String literal, Expression expression) {

  String of(PolicyContext context) {
    return expression == null ? literal : expression.text(context);
  }

  /** The value itself, as a variable keeps it. */
  Object value(PolicyContext context) {
    return expression == null ? literal : expression.evaluate(context);
  }

  boolean test(PolicyContext context) {
    Object value = value(context);
    return value instanceof Boolean bool
        ? bool
        : Formats.text(value).strip().toLowerCase(Locale.ROOT).equals("true");
  }

  int number(PolicyContext context) {
    Object value = value(context);
    return value instanceof Number number
        ? number.intValue()
        : Integer.parseInt(Formats.text(value).strip());
  }

  boolean readsRequestBody() {
    return expression != null && expression.readsRequestBody();
  }

  boolean readsResponseBody() {
    return expression != null && expression.readsResponseBody();
  }
}
