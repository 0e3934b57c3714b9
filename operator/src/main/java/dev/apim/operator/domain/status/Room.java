package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether replicas wait for a node, and for what: a zone may be cordoned, or too small for its
 * units. A zone that is down is no want of room, and its replicas are not counted here.
 */
final class Room {

  private static final String NO_ZONE = "";

  private final LocationView view;
  private final Map<String, List<PodFacts>> waiting;

  Room(LocationView view) {
    this.view = view;
    Map<String, String> labels =
        Stream.concat(view.observed().stream().map(ObservedUnit::unit), view.units().stream())
            .filter(PlannedUnit::pinned)
            .collect(Collectors.toMap(PlannedUnit::name, PlannedUnit::zoneLabel, (a, b) -> b));
    this.waiting =
        view.pods().stream()
            .filter(pod -> !pod.ready() && pod.zoneLabel() == null && pod.blockedBy() != null)
            .filter(pod -> !view.downZones().contains(labels.getOrDefault(pod.unit(), NO_ZONE)))
            .collect(
                Collectors.groupingBy(
                    pod -> labels.getOrDefault(pod.unit(), NO_ZONE),
                    TreeMap::new,
                    Collectors.toList()));
  }

  boolean lacking() {
    return !waiting.isEmpty();
  }

  Reason reason() {
    if (!lacking()) {
      return Reason.RoomForAll;
    }
    return waiting.keySet().stream().anyMatch(view.cordonedZones()::contains)
        ? Reason.ZoneCordoned
        : Reason.NoRoom;
  }

  String message() {
    if (!lacking()) {
      return "no replica waits for a node";
    }
    return waiting.entrySet().stream()
        .map(entry -> describe(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  private String describe(String zone, List<PodFacts> pods) {
    String what =
        (zone.equals(NO_ZONE) ? "" : "zone " + zone + ": ")
            + pods.size()
            + (pods.size() == 1 ? " replica waits for " : " replicas wait for ")
            + (long) pods.size() * view.resources().cpuMillicores()
            + "m CPU and "
            + (long) pods.size() * view.resources().memoryMebibytes()
            + " MiB of memory; ";
    return view.cordonedZones().contains(zone)
        ? what + "every node of the zone is cordoned: uncordon one"
        : what + pods.get(0).blockedBy();
  }
}
