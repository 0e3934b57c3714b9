package dev.apim.e2e.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the demo found out, as people and as programs read it. */
final class DemoReport {
  private final List<StepResult> steps = new ArrayList<>();
  private final Map<String, Map<String, Integer>> placement = new LinkedHashMap<>();
  private final Map<String, Long> propagationMs = new LinkedHashMap<>();

  void add(StepResult step) {
    steps.add(step);
  }

  /** Ready replicas per zone of a region; the last word stands. */
  void place(String region, Map<String, Integer> zones) {
    placement.put(region, new TreeMap<>(zones));
  }

  /** How long a change of the Api took to every gateway of a region; the first one counts. */
  void propagated(String region, double millis) {
    propagationMs.putIfAbsent(region, Math.round(millis));
  }

  boolean ok() {
    return !steps.isEmpty() && steps.stream().allMatch(StepResult::ok);
  }

  /** Writes the JSON document whose shape the README promises. */
  void write(Path file) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ok", ok());
    document.put("steps", steps);
    document.put("placement", placement);
    document.put("propagationMs", propagationMs);
    try {
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The summary for people. */
  String text() {
    StringBuilder text = new StringBuilder("%nSummary%n".formatted());
    for (StepResult step : steps) {
      text.append(
          "  %-6s %6.1f s  %s%n"
              .formatted(step.ok() ? "ok" : "FAILED", step.ms() / 1000.0, step.name()));
    }
    placement.forEach(
        (region, zones) -> text.append("  ready replicas in %s: %s%n".formatted(region, zones)));
    propagationMs.forEach(
        (region, ms) ->
            text.append("  Api change to every gateway in %s: %d ms%n".formatted(region, ms)));
    return text.append(ok() ? "  all steps checked\n" : "  not all steps went well\n").toString();
  }
}
