package dev.apim.e2e.resilience;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The ways in which the location is changed, from one settled state to another. */
enum Change {
  CREATE(new State(0, List.of(), "a"), new State(3, List.of("1", "2", "3"), "a")),
  SCALE_OUT(new State(3, List.of("1", "2", "3"), "a"), new State(6, List.of("1", "2", "3"), "a")),
  GROW(new State(2, List.of("1", "2"), "a"), new State(4, List.of("1", "2"), "a")),
  SCALE_IN(new State(6, List.of("1", "2", "3"), "a"), new State(3, List.of("1", "2", "3"), "a")),
  ROLLOUT(new State(3, List.of("1", "2", "3"), "a"), new State(3, List.of("1", "2", "3"), "b")),
  ZONE_ADDED(new State(2, List.of("1", "2"), "a"), new State(3, List.of("1", "2", "3"), "a")),
  ZONE_REMOVED(new State(3, List.of("1", "2", "3"), "a"), new State(2, List.of("1", "2"), "a")),
  DELETE(new State(3, List.of("1", "2", "3"), "a"), new State(0, List.of(), "a"));

  /**
   * What is applied.
   *
   * @param units none means that the location is not there
   */
  record State(int units, List<String> zones, String note) {

    Map<String, Integer> readyByZone() {
      Map<String, Integer> ready = new TreeMap<>();
      zones.forEach(zone -> ready.put(zone, 2 * units / zones.size()));
      return ready;
    }

    void apply(Sites sites) {
      if (units == 0) {
        sites.delete();
      } else {
        sites.apply(units, zones, note);
      }
    }

    /** Whether it is so now. */
    boolean isThere(Sites sites) {
      return units == 0 || sites.isExactly(readyByZone(), note);
    }

    void await(Sites sites, java.time.Duration limit) {
      if (units > 0) {
        sites.awaitExactly(readyByZone(), note, limit);
      }
    }
  }

  final State from;
  final State to;

  Change(State from, State to) {
    this.from = from;
    this.to = to;
  }

  /** Fewest ready replicas that zones which stay may have on the way. */
  static Map<String, Integer> floor(State from, State to) {
    Map<String, Integer> floor = from.readyByZone();
    Map<String, Integer> end = to.readyByZone();
    floor.keySet().retainAll(end.keySet());
    floor.replaceAll((zone, ready) -> Math.min(ready, end.get(zone)));
    return floor;
  }
}
