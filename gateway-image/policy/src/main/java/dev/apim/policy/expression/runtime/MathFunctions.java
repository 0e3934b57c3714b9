package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.real;

import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.OutArgument;

/** Angles, logarithms and the like. */
final class MathFunctions {

  private MathFunctions() {}

  static void declare(Library.Builder library) {
    library
        .add("static double Math.E", () -> Math.E)
        .add("static double Math.Sin(double)", a -> Math.sin(real(a)))
        .add("static double Math.Cos(double)", a -> Math.cos(real(a)))
        .add("static double Math.Tan(double)", a -> Math.tan(real(a)))
        .add("static double Math.Asin(double)", a -> Math.asin(real(a)))
        .add("static double Math.Acos(double)", a -> Math.acos(real(a)))
        .add("static double Math.Atan(double)", a -> Math.atan(real(a)))
        .add("static double Math.Atan2(double, double)", (a, b) -> Math.atan2(real(a), real(b)))
        .add(
            "static double Math.Log(double, double)",
            (a, b) -> Math.log(real(a)) / Math.log(real(b)))
        .add("static long Math.BigMul(int, int)", (a, b) -> (long) (Integer) a * (Integer) b)
        .add(
            "static int Math.DivRem(int, int, out int)",
            (a, b, r) -> {
              ((OutArgument) r).set((Integer) a % (Integer) b);
              return (Integer) a / (Integer) b;
            });
  }
}
