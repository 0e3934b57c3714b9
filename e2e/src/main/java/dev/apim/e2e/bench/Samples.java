package dev.apim.e2e.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measured values, of which every single one is kept. */
final class Samples {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  int size() {
    return values.size();
  }

  /** The smallest value that so many percent of the samples do not exceed. */
  double percentile(double percent) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }

  /** {@code p50Ms} and {@code p99Ms}, to a tenth. */
  Map<String, Object> millis() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("p50Ms", tenth(percentile(50)));
    figures.put("p99Ms", tenth(percentile(99)));
    return figures;
  }

  static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
