package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.ZoneState;
import dev.apim.api.v1alpha1.ZoneStatus;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The zones of a location: what should be there and what is (B27). */
final class ZoneStatuses {

  private final LocationView view;
  private final Map<String, ZoneStatus> previous;

  ZoneStatuses(LocationView view) {
    this.view = view;
    this.previous =
        view.previous().zones().stream()
            .collect(Collectors.toMap(ZoneStatus::name, zone -> zone, (a, b) -> a));
  }

  List<ZoneStatus> list() {
    List<ZoneStatus> zones = new ArrayList<>();
    Map<String, String> labels = pinnedZones();
    labels.forEach((name, label) -> zones.add(pinned(name, label)));
    if (labels.isEmpty() || view.units().stream().anyMatch(unit -> !unit.pinned())) {
      unpinnedZones(labels).forEach(label -> zones.add(unpinned(label)));
    }
    return zones.stream().sorted(Comparator.comparing(ZoneStatus::name)).toList();
  }

  /** Label value by name: the zones of the units that there should be and that there are. */
  private Map<String, String> pinnedZones() {
    Map<String, String> labels = new TreeMap<>();
    Stream.concat(view.observed().stream().map(ObservedUnit::unit), view.units().stream())
        .filter(PlannedUnit::pinned)
        .forEach(unit -> labels.put(unit.zone(), unit.zoneLabel()));
    return labels;
  }

  private TreeSet<String> unpinnedZones(Map<String, String> pinned) {
    TreeSet<String> labels = new TreeSet<>(view.clusterZones());
    view.pods().stream().map(PodFacts::zoneLabel).filter(Objects::nonNull).forEach(labels::add);
    labels.removeAll(pinned.values());
    return labels;
  }

  private ZoneStatus pinned(String name, String label) {
    int units = (int) view.units().stream().filter(unit -> name.equals(unit.zone())).count();
    int desired = units * view.replicasPerUnit();
    return dated(name, units, desired, ready(label), state(label, desired, ready(label)));
  }

  private ZoneStatus unpinned(String label) {
    int placed = (int) view.pods().stream().filter(pod -> label.equals(pod.zoneLabel())).count();
    return dated(label, null, placed, ready(label), state(label, placed, ready(label)));
  }

  private int ready(String label) {
    return (int)
        view.pods().stream()
            .filter(pod -> pod.ready() && Objects.equals(label, pod.zoneLabel()))
            .count();
  }

  private ZoneState state(String label, int desired, int ready) {
    if (view.downZones().contains(label)) {
      return ZoneState.Down;
    }
    return ready >= desired ? ZoneState.Ready : ZoneState.Degraded;
  }

  private ZoneStatus dated(String name, Integer units, int desired, int ready, ZoneState state) {
    ZoneStatus before = previous.get(name);
    String since =
        before != null && before.state() == state && before.since() != null
            ? before.since()
            : view.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return new ZoneStatus(name, units, desired, ready, state, since);
  }
}
