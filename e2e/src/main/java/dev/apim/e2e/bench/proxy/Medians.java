package dev.apim.e2e.bench.proxy;

import java.util.List;

/** Figures as they are printed. */
final class Medians {

  private Medians() {}

  static double of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }

  static double hundredth(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
