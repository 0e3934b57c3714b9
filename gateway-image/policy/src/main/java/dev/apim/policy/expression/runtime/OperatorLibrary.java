package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.check.Numeric.decimal;
import static dev.apim.policy.expression.check.Numeric.integral;
import static dev.apim.policy.expression.check.Numeric.real;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;

/** Operators on the built-in types; integers wrap, division by zero is an exception. */
final class OperatorLibrary {

  private OperatorLibrary() {}

  static void declare(Library.Builder library) {
    integers(library);
    longs(library);
    reals(library);
    decimals(library);
    others(library);
    library.with(
        "static string $text.Join(string[] parts)", (evaluation, a) -> join((Object[]) a[0]));
    library.add(
        "static string $text.Format(object value, int alignment, string format)",
        (value, alignment, format) ->
            Formats.pad(Formats.text(value, (String) format), (Integer) alignment));
  }

  private static String join(Object[] parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      String piece = Formats.text(part);
      Formats.checkLength((long) text.length() + piece.length());
      text.append(piece);
    }
    return text.toString();
  }

  private static int i(Object value) {
    return (Integer) value;
  }

  private static long l(Object value) {
    return (Long) value;
  }

  private static void integers(Library.Builder library) {
    library
        .add("operator int +(int, int)", (a, b) -> i(a) + i(b))
        .add("operator int -(int, int)", (a, b) -> i(a) - i(b))
        .add("operator int *(int, int)", (a, b) -> i(a) * i(b))
        .add("operator int /(int, int)", (a, b) -> i(a) / notZero(i(b)))
        .add("operator int %(int, int)", (a, b) -> i(a) % notZero(i(b)))
        .add("operator int &(int, int)", (a, b) -> i(a) & i(b))
        .add("operator int |(int, int)", (a, b) -> i(a) | i(b))
        .add("operator int ^(int, int)", (a, b) -> i(a) ^ i(b))
        .add("operator int <<(int, int)", (a, b) -> i(a) << i(b))
        .add("operator int >>(int, int)", (a, b) -> i(a) >> i(b))
        .add("operator bool ==(int, int)", (a, b) -> i(a) == i(b))
        .add("operator bool !=(int, int)", (a, b) -> i(a) != i(b))
        .add("operator bool <(int, int)", (a, b) -> i(a) < i(b))
        .add("operator bool <=(int, int)", (a, b) -> i(a) <= i(b))
        .add("operator bool >(int, int)", (a, b) -> i(a) > i(b))
        .add("operator bool >=(int, int)", (a, b) -> i(a) >= i(b))
        .add("operator int -(int)", a -> -i(a))
        .add("operator int +(int)", a -> a)
        .add("operator int ~(int)", a -> ~i(a));
  }

  private static long notZero(long divisor) {
    if (divisor == 0) {
      throw new Fault("DivideByZeroException", "Attempted to divide by zero.");
    }
    return divisor;
  }

  private static int notZero(int divisor) {
    notZero((long) divisor);
    return divisor;
  }

  private static void longs(Library.Builder library) {
    library
        .add("operator long +(long, long)", (a, b) -> l(a) + l(b))
        .add("operator long -(long, long)", (a, b) -> l(a) - l(b))
        .add("operator long *(long, long)", (a, b) -> l(a) * l(b))
        .add("operator long /(long, long)", (a, b) -> l(a) / notZero(l(b)))
        .add("operator long %(long, long)", (a, b) -> l(a) % notZero(l(b)))
        .add("operator long &(long, long)", (a, b) -> l(a) & l(b))
        .add("operator long |(long, long)", (a, b) -> l(a) | l(b))
        .add("operator long ^(long, long)", (a, b) -> l(a) ^ l(b))
        .add("operator long <<(long, int)", (a, b) -> l(a) << i(b))
        .add("operator long >>(long, int)", (a, b) -> l(a) >> i(b))
        .add("operator bool ==(long, long)", (a, b) -> l(a) == l(b))
        .add("operator bool !=(long, long)", (a, b) -> l(a) != l(b))
        .add("operator bool <(long, long)", (a, b) -> l(a) < l(b))
        .add("operator bool <=(long, long)", (a, b) -> l(a) <= l(b))
        .add("operator bool >(long, long)", (a, b) -> l(a) > l(b))
        .add("operator bool >=(long, long)", (a, b) -> l(a) >= l(b))
        .add("operator long -(long)", a -> -l(a))
        .add("operator long ~(long)", a -> ~l(a));
  }

  private static void reals(Library.Builder library) {
    library
        .add("operator double +(double, double)", (a, b) -> real(a) + real(b))
        .add("operator double -(double, double)", (a, b) -> real(a) - real(b))
        .add("operator double *(double, double)", (a, b) -> real(a) * real(b))
        .add("operator double /(double, double)", (a, b) -> real(a) / real(b))
        .add("operator double %(double, double)", (a, b) -> real(a) % real(b))
        .add("operator bool ==(double, double)", (a, b) -> real(a) == real(b))
        .add("operator bool !=(double, double)", (a, b) -> real(a) != real(b))
        .add("operator bool <(double, double)", (a, b) -> real(a) < real(b))
        .add("operator bool <=(double, double)", (a, b) -> real(a) <= real(b))
        .add("operator bool >(double, double)", (a, b) -> real(a) > real(b))
        .add("operator bool >=(double, double)", (a, b) -> real(a) >= real(b))
        .add("operator double -(double)", a -> -real(a));
  }

  private static BigDecimal fit(BigDecimal value) {
    if (value.abs().compareTo(new BigDecimal("79228162514264337593543950335")) > 0) {
      throw new Fault("OverflowException", "Value was too large for a Decimal.");
    }
    return value.scale() > 28 ? value.setScale(28, RoundingMode.HALF_EVEN) : value;
  }

  private static BigDecimal divide(Object a, Object b) {
    if (decimal(b).signum() == 0) {
      throw new Fault("DivideByZeroException", "Attempted to divide by zero.");
    }
    BigDecimal quotient = decimal(a).divide(decimal(b), new MathContext(29));
    return quotient.stripTrailingZeros().scale() < 0
        ? quotient.setScale(0, RoundingMode.HALF_EVEN)
        : fit(quotient.stripTrailingZeros());
  }

  private static void decimals(Library.Builder library) {
    library
        .add("operator decimal +(decimal, decimal)", (a, b) -> fit(decimal(a).add(decimal(b))))
        .add("operator decimal -(decimal, decimal)", (a, b) -> fit(decimal(a).subtract(decimal(b))))
        .add("operator decimal *(decimal, decimal)", (a, b) -> fit(decimal(a).multiply(decimal(b))))
        .add("operator decimal /(decimal, decimal)", (a, b) -> divide(a, b))
        .add("operator decimal %(decimal, decimal)", (a, b) -> decimal(a).remainder(decimal(b)))
        .add("operator bool ==(decimal, decimal)", (a, b) -> decimal(a).compareTo(decimal(b)) == 0)
        .add("operator bool !=(decimal, decimal)", (a, b) -> decimal(a).compareTo(decimal(b)) != 0)
        .add("operator bool <(decimal, decimal)", (a, b) -> decimal(a).compareTo(decimal(b)) < 0)
        .add("operator bool <=(decimal, decimal)", (a, b) -> decimal(a).compareTo(decimal(b)) <= 0)
        .add("operator bool >(decimal, decimal)", (a, b) -> decimal(a).compareTo(decimal(b)) > 0)
        .add("operator bool >=(decimal, decimal)", (a, b) -> decimal(a).compareTo(decimal(b)) >= 0)
        .add("operator decimal -(decimal)", a -> decimal(a).negate());
  }

  private static void others(Library.Builder library) {
    library
        .add(
            "operator string +(string, string)",
            (a, b) -> Formats.concat(Formats.text(a), Formats.text(b)))
        .add(
            "operator string +(string, object)",
            (a, b) -> Formats.concat(Formats.text(a), Formats.text(b)))
        .add(
            "operator string +(object, string)",
            (a, b) -> Formats.concat(Formats.text(a), Formats.text(b)))
        .add("operator bool ==(string, string)", Objects::equals);
    flags(library);
    for (String type : List.of("Guid", "DateTime", "TimeSpan", "DateTimeOffset")) {
      library
          .add("operator bool ==(" + type + ", " + type + ")", Objects::equals)
          .add("operator bool !=(" + type + ", " + type + ")", (a, b) -> !Objects.equals(a, b));
    }
    for (String type : List.of("DateTime", "TimeSpan", "DateTimeOffset")) {
      library
          .add("operator bool <(" + type + ", " + type + ")", (a, b) -> compare(a, b) < 0)
          .add("operator bool <=(" + type + ", " + type + ")", (a, b) -> compare(a, b) <= 0)
          .add("operator bool >(" + type + ", " + type + ")", (a, b) -> compare(a, b) > 0)
          .add("operator bool >=(" + type + ", " + type + ")", (a, b) -> compare(a, b) >= 0);
    }
  }

  private static void flags(Library.Builder library) {
    library
        .add("operator bool !=(string, string)", (a, b) -> !Objects.equals(a, b))
        .add("operator bool ==(bool, bool)", Objects::equals)
        .add("operator bool !=(bool, bool)", (a, b) -> !Objects.equals(a, b))
        .add("operator bool &(bool, bool)", (a, b) -> (Boolean) a & (Boolean) b)
        .add("operator bool |(bool, bool)", (a, b) -> (Boolean) a | (Boolean) b)
        .add("operator bool ^(bool, bool)", (a, b) -> (Boolean) a ^ (Boolean) b)
        .add("operator bool !(bool)", a -> !(Boolean) a)
        .add("operator bool ==(char, char)", (a, b) -> integral(a) == integral(b))
        .add("operator bool !=(char, char)", (a, b) -> integral(a) != integral(b));
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }
}
