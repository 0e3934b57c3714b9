package dev.apim.policy.liquid;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One rendering of a template: its variables, what it has written, and what that has cost. */
final class Rendering {

  private final Map<String, Object> roots;
  private final Map<String, Object> variables = new HashMap<>();
  private final Map<String, Long> counters = new HashMap<>();
  private final Meter meter;
  private StringBuilder out = new StringBuilder();
  private Leave leave = Leave.NOT;
  private long written;

  /** Whether a loop is being left. */
  enum Leave {
    NOT,
    TURN,
    LOOP
  }

  Rendering(Map<String, Object> roots, Meter meter) {
    this.roots = roots;
    this.meter = meter;
  }

  Meter meter() {
    return meter;
  }

  Object variable(String name) {
    Object value =
        variables.containsKey(name) ? variables.get(name) : Values.plain(roots.get(name));
    return value == null && counters.containsKey(name) ? counters.get(name) : value;
  }

  void variable(String name, Object value) {
    variables.put(name, value);
  }

  /** What a name means that is about to mean something else; null where it is not there. */
  Object hidden(String name) {
    return variables.get(name);
  }

  /** Puts back what was hidden. */
  void shown(String name, Object hidden) {
    if (hidden == null) {
      variables.remove(name);
    } else {
      variables.put(name, hidden);
    }
  }

  long count(String name, long step) {
    long before = counters.getOrDefault(name, 0L);
    counters.put(name, before + step);
    return before;
  }

  void write(String text) {
    meter.text(text.length());
    written += text.length();
    meter.grown(written);
    out.append(text);
  }

  Leave leave() {
    return leave;
  }

  void leave(Leave now) {
    leave = now;
  }

  void run(List<Node> nodes) {
    for (Node node : nodes) {
      if (leave != Leave.NOT) {
        return;
      }
      meter.spend(1);
      node.run(this);
    }
  }

  /** What some nodes write, kept apart. */
  String captured(List<Node> nodes) {
    StringBuilder before = out;
    out = new StringBuilder();
    run(nodes);
    String text = out.toString();
    out = before;
    return text;
  }

  String text() {
    return out.toString();
  }
}
