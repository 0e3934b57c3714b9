package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether replicas wait for a node, and for what: a zone may be cordoned, or too small for its
 * units. A zone that is down is no want of room, and its replicas are not counted here; neither is
 * what the scheduler refuses for a moment only, as it does while another replica makes room.
 */
final class Room {

  private static final String NO_ZONE = "";
  private static final Duration A_MOMENT = Duration.ofSeconds(5);
  private static final Pattern MISSING =
      Pattern.compile("Insufficient ([a-z][a-z0-9./-]*)|Too many (pods)");

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
            .filter(pod -> told(pod).filter(time -> !time.isAfter(view.now())).isPresent())
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

  /** When it may be lacking without anything else having changed. */
  Optional<Instant> deadline() {
    return view.pods().stream()
        .flatMap(pod -> told(pod).stream())
        .filter(time -> time.isAfter(view.now()))
        .min(Comparator.naturalOrder());
  }

  private static Optional<Instant> told(PodFacts pod) {
    return pod.ready() || pod.zoneLabel() != null
        ? Optional.empty()
        : Optional.ofNullable(pod.refusedSince()).map(since -> since.plus(A_MOMENT));
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
        : what + missing(pods.get(0).blockedBy()) + pods.get(0).blockedBy();
  }

  /** What the nodes have too little of, once each. */
  private static String missing(String words) {
    Set<String> resources = new TreeSet<>();
    Matcher matcher = MISSING.matcher(words);
    while (matcher.find()) {
      resources.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return resources.isEmpty() ? "" : "missing: " + String.join(", ", resources) + "; ";
  }
}
