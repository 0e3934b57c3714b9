package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.UnitState;
import dev.apim.api.v1alpha1.UnitStatus;
import dev.apim.api.v1alpha1.ZoneState;
import dev.apim.api.v1alpha1.ZoneStatus;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Whether the capacity asked for is there, and whether it lies as it should (B4, B6, B22, B34). */
final class Capacity {

  private final LocationView view;
  private final List<ZoneStatus> zones;
  private final List<UnitStatus> units;

  Capacity(LocationView view, List<ZoneStatus> zones, List<UnitStatus> units) {
    this.view = view;
    this.zones = zones;
    this.units = units;
  }

  boolean full() {
    return view.desiredReplicas() > 0
        && units.stream().allMatch(unit -> unit.state() == UnitState.Ready);
  }

  Reason reason() {
    if (full()) {
      return Reason.AllReady;
    }
    if (view.readyReplicas() == 0) {
      return Reason.NoReplicas;
    }
    return units.stream().anyMatch(unit -> unit.state() == UnitState.Degraded)
        ? Reason.UnitDegraded
        : Reason.ReplicasNotReady;
  }

  String message() {
    String counted = view.readyReplicas() + " of " + view.desiredReplicas() + " replicas are ready";
    if (full()) {
      return counted;
    }
    String lacking =
        units.stream()
            .filter(unit -> unit.state() != UnitState.Ready)
            .map(unit -> unit.name() + " " + unit.ready() + "/" + unit.desired())
            .collect(Collectors.joining(", "));
    return lacking.isEmpty() ? counted : counted + "; units: " + lacking;
  }

  /** While a change is carried out, a replica more than the share is the one that replaces. */
  boolean balanced() {
    if (pinned() && view.remaining() == 0) {
      return zones.stream().allMatch(zone -> Objects.equals(zone.ready(), zone.desired()));
    }
    if (pinned()) {
      return zones.stream().allMatch(zone -> zone.ready() >= zone.desired());
    }
    return view.clusterZones().size() < 2
        || units.stream().allMatch(unit -> zonesOf(unit.name()) >= 2);
  }

  String balanceMessage() {
    if (zones.isEmpty()) {
      return "the nodes of the cluster carry no zone label; replicas are spread over hosts";
    }
    return zones.stream()
        .map(zone -> describe(zone))
        .collect(Collectors.joining(", ", "ready replicas by zone: ", ""));
  }

  boolean atRisk() {
    return zonesInUse() < 2;
  }

  String riskMessage() {
    return atRisk()
        ? "all replicas lie in fewer than two zones: the loss of one zone stops the location"
        : "replicas lie in " + zonesInUse() + " zones";
  }

  private boolean pinned() {
    return view.units().stream().anyMatch(unit -> unit.pinned());
  }

  private long zonesInUse() {
    return zones.stream().filter(zone -> zone.ready() > 0).count();
  }

  private long zonesOf(String unit) {
    return view.pods().stream()
        .filter(pod -> pod.ready() && unit.equals(pod.unit()) && pod.zoneLabel() != null)
        .map(PodFacts::zoneLabel)
        .distinct()
        .count();
  }

  private static String describe(ZoneStatus zone) {
    String down = zone.state() == ZoneState.Down ? " (down)" : "";
    return zone.name() + " " + zone.ready() + "/" + zone.desired() + down;
  }
}
