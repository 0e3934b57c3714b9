package dev.apim.policy.liquid;

import java.util.ArrayList;
import java.util.List;

/** What a template calculates. */
interface Operand {

  Object value(Rendering rendering);

  /** A value that stands in the template. */
  record Constant(Object value) implements Operand {
    @Override
    public Object value(Rendering rendering) {
      return value;
    }
  }

  /** A variable and the way to a member of it. */
  record Path(String name, List<Operand> steps) implements Operand {
    @Override
    public Object value(Rendering rendering) {
      Object value = rendering.variable(name);
      for (Operand step : steps) {
        rendering.meter().spend(1);
        value = Values.get(value, step.value(rendering));
      }
      return value;
    }
  }

  /** Whole numbers from one to another. */
  record Range(Operand from, Operand to) implements Operand {
    @Override
    public Object value(Rendering rendering) {
      var first = Values.number(from.value(rendering));
      var last = Values.number(to.value(rendering));
      List<Object> numbers = new ArrayList<>();
      if (first != null && last != null) {
        for (long i = first.longValue(); i <= last.longValue(); i++) {
          rendering.meter().spend(1);
          numbers.add(i);
        }
      }
      return numbers;
    }
  }

  /** A value that a filter has changed. */
  record Filtered(Operand input, Filters.Filter filter, List<Operand> arguments)
      implements Operand {
    @Override
    public Object value(Rendering rendering) {
      Object value = input.value(rendering);
      Object[] given = arguments.stream().map(a -> a.value(rendering)).toArray();
      rendering.meter().spend(1);
      return Values.plain(filter.apply(rendering.meter(), value, given));
    }
  }

  /** Two values compared. */
  record Comparison(Operand left, String operator, Operand right) implements Operand {
    @Override
    public Object value(Rendering rendering) {
      Object a = left.value(rendering);
      Object b = right.value(rendering);
      rendering.meter().spend(1);
      return switch (operator) {
        case "==" -> Values.equal(a, b);
        case "!=", "<>" -> !Values.equal(a, b);
        case "contains" -> contains(rendering, a, b);
        default -> ordered(Values.compare(a, b), operator);
      };
    }

    private static boolean contains(Rendering rendering, Object holder, Object sought) {
      if (holder instanceof String text) {
        rendering.meter().text(text.length());
        return text.contains(Values.text(sought));
      }
      List<Object> elements = Values.elements(holder);
      return elements != null
          && elements.stream().anyMatch(e -> Values.equal(Values.plain(e), sought));
    }

    private static boolean ordered(Integer order, String operator) {
      if (order == null) {
        return false;
      }
      return switch (operator) {
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        default -> order >= 0;
      };
    }
  }

  /** Both or one of two conditions. */
  record Both(Operand left, boolean and, Operand right) implements Operand {
    @Override
    public Object value(Rendering rendering) {
      boolean first = Values.isTrue(left.value(rendering));
      return and == first ? Values.isTrue(right.value(rendering)) : first;
    }
  }
}
