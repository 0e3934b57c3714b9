package dev.apim.policy.liquid;

import dev.apim.policy.expression.type.LimitException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/** The filters of Liquid by their names. */
final class Filters {

  private static final Map<String, Filter> ALL = all();

  private Filters() {}

  /** Makes another value of one. */
  interface Filter {
    Object apply(Meter meter, Object value, Object[] arguments);
  }

  private static Map<String, Filter> all() {
    Map<String, Filter> all = new HashMap<>();
    numbers(all);
    TextFilters.declare(all);
    ListFilters.declare(all);
    all.put(
        "default", (m, v, a) -> Values.isEmpty(v) || Boolean.FALSE.equals(v) ? argument(a, 0) : v);
    all.put("date", (m, v, a) -> Dates.format(v, Values.text(argument(a, 0))));
    return Map.copyOf(all);
  }

  /** The filter; null where there is none. */
  static Filter find(String name) {
    return ALL.get(name);
  }

  static Object argument(Object[] arguments, int index) {
    return index < arguments.length ? arguments[index] : null;
  }

  static int whole(Object[] arguments, int index, int absent) {
    BigDecimal number = Values.number(argument(arguments, index));
    return number == null ? absent : number.intValue();
  }

  private static void numbers(Map<String, Filter> all) {
    arithmetic(all, "plus", BigDecimal::add);
    arithmetic(all, "minus", BigDecimal::subtract);
    arithmetic(all, "times", BigDecimal::multiply);
    arithmetic(all, "at_least", BigDecimal::max);
    arithmetic(all, "at_most", BigDecimal::min);
    all.put("divided_by", (m, v, a) -> divided(v, argument(a, 0)));
    all.put("modulo", (m, v, a) -> modulo(v, argument(a, 0)));
    all.put("abs", (m, v, a) -> result(number(v).abs()));
    all.put("ceil", (m, v, a) -> result(number(v).setScale(0, RoundingMode.CEILING)));
    all.put("floor", (m, v, a) -> result(number(v).setScale(0, RoundingMode.FLOOR)));
    all.put(
        "round",
        (m, v, a) ->
            result(
                number(v)
                    .setScale(Math.max(0, Math.min(28, whole(a, 0, 0))), RoundingMode.HALF_UP)));
  }

  private static void arithmetic(
      Map<String, Filter> all, String name, BinaryOperator<BigDecimal> operation) {
    all.put(
        name,
        (m, v, a) ->
            result(
                operation.apply(number(v), number(argument(a, 0))).round(MathContext.DECIMAL128)));
  }

  /** What is no number counts as none. */
  private static BigDecimal number(Object value) {
    BigDecimal number = Values.number(value);
    return number == null ? BigDecimal.ZERO : number.round(MathContext.DECIMAL128);
  }

  /** Whole numbers are divided as such. */
  private static Object divided(Object value, Object by) {
    BigDecimal divisor = number(by);
    if (divisor.signum() == 0) {
      return "Liquid error: divided by 0";
    }
    return value instanceof Long && by instanceof Long
        ? (Object) Math.floorDiv((Long) value, (Long) by)
        : result(number(value).divide(divisor, MathContext.DECIMAL64));
  }

  private static Object modulo(Object value, Object by) {
    BigDecimal divisor = number(by);
    return divisor.signum() == 0
        ? "Liquid error: divided by 0"
        : result(number(value).remainder(divisor));
  }

  private static Object result(BigDecimal number) {
    if (!Values.fits(number)) {
      throw new LimitException("the template makes a number that is too large: it was stopped");
    }
    boolean whole = number.scale() <= 0 || number.stripTrailingZeros().scale() <= 0;
    return whole && number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0
        ? (Object) number.longValue()
        : number.stripTrailingZeros();
  }
}
