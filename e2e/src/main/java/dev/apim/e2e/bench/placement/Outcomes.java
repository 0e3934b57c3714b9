package dev.apim.e2e.bench.placement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a change of one contestant came to, in each round. */
final class Outcomes {

  private record Outcome(Map<String, Integer> lowest, Map<String, Integer> end, boolean healed) {

    int skew() {
      return Collections.max(end.values()) - Collections.min(end.values());
    }
  }

  private final List<String> zones;
  private final List<Outcome> rounds = new ArrayList<>();

  Outcomes(List<String> zones) {
    this.zones = zones;
  }

  /**
   * @param lowest fewest ready replicas by zone on the way
   * @param end ready replicas by zone when all was quiet again
   * @param healed whether a replica that was lost meanwhile elsewhere came back
   */
  void add(Map<String, Integer> lowest, Map<String, Integer> end, boolean healed) {
    rounds.add(new Outcome(complete(lowest), complete(end), healed));
  }

  private Map<String, Integer> complete(Map<String, Integer> ready) {
    Map<String, Integer> complete = new TreeMap<>();
    zones.forEach(zone -> complete.put(zone, ready.getOrDefault(zone, 0)));
    return complete;
  }

  /** The lowest of all rounds, by zone. */
  Map<String, Integer> lowest() {
    Map<String, Integer> lowest = new TreeMap<>(rounds.get(0).lowest());
    rounds.forEach(round -> round.lowest().forEach((z, n) -> lowest.merge(z, n, Math::min)));
    return lowest;
  }

  /** The end with the greatest skew. */
  Map<String, Integer> worstEnd() {
    return Collections.max(rounds, java.util.Comparator.comparingInt(Outcome::skew)).end();
  }

  int skew() {
    return rounds.stream().mapToInt(Outcome::skew).max().orElseThrow();
  }

  long exact() {
    return rounds.stream().filter(round -> round.skew() == 0).count();
  }

  boolean healed() {
    return rounds.stream().allMatch(Outcome::healed);
  }

  Map<String, Object> figures(boolean withHealing) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("lowest", lowest());
    figures.put("end", worstEnd());
    figures.put("skew", skew());
    figures.put("exact", exact());
    figures.put("rounds", rounds.size());
    if (withHealing) {
      figures.put("healed", healed());
    }
    return figures;
  }

  /** A line of a table. */
  String row(String change, String title, boolean withHealing) {
    return "%-10s %-24s %-14s %-14s %4d  %s%s%n"
        .formatted(
            change,
            title,
            line(lowest()),
            line(worstEnd()),
            skew(),
            exact() + " of " + rounds.size(),
            withHealing ? healed() ? "   yes" : "   no" : "");
  }

  static String heading() {
    return "%-10s %-24s %-14s %-14s %4s  %s%n"
        .formatted("change", "made of", "lowest", "end", "skew", "exact    healed");
  }

  private static String line(Map<String, Integer> ready) {
    return String.join(" ", ready.values().stream().map(String::valueOf).toList());
  }
}
