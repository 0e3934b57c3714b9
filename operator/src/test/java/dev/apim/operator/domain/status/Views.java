package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.AvailabilityMode;
import dev.apim.api.v1alpha1.AvailabilitySpec;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.Hosting;
import dev.apim.api.v1alpha1.KnownZone;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.LocationRole;
import dev.apim.api.v1alpha1.Origin;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.ReplicaResourcesSpec;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.topology.Verdict;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A location of three units in three zones, healthy and in sync, with parts to be changed. */
final class Views {

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final Instant PUBLISHED = Instant.parse("2026-01-02T03:00:00Z");

  GatewayLocationStatus previous;
  Verdict verdict = new Verdict(true, Reason.Accepted, "fine");
  Hosting hosting = Hosting.Managed;
  List<PlannedUnit> units = pinned("1-0", "2-0", "3-0");
  List<ObservedUnit> observed = observed(units);
  List<PodFacts> pods = pods(units);
  Set<String> down = Set.of();
  int remaining;
  boolean paused;
  List<String> zones = List.of("1", "2", "3");
  Optional<Boolean> unitsPushed = Optional.empty();
  Origin origin;
  List<KnownZone> known =
      List.of(new KnownZone("1", null), new KnownZone("2", null), new KnownZone("3", null));
  Set<String> cordoned = Set.of();
  Hindrances hindrances = Hindrances.NONE;
  List<CertificateFacts> certificates = List.of();
  Optional<ActiveConfiguration> configuration =
      Optional.of(new ActiveConfiguration("hash", 1, 7, PUBLISHED));
  List<Acknowledgement> acknowledgements = acknowledged("hash", 800);
  Instant now = NOW;

  LocationView view() {
    AvailabilitySpec availability =
        new AvailabilitySpec(
            switch (zones.size()) {
              case 0 -> AvailabilityMode.Automatic;
              case 1 -> AvailabilityMode.Zonal;
              default -> AvailabilityMode.ZoneRedundant;
            },
            zones,
            null);
    return new LocationView(
        new LocationPlan(
            "west",
            verdict,
            LocationRole.Primary,
            "westus",
            true,
            false,
            false,
            "westus",
            "contoso-westus-01.regional.contoso.example",
            true),
        new GatewayLocationSpec(
            new LocalReference("contoso"),
            "West US",
            Math.max(1, zones.size()),
            availability,
            null,
            null,
            hosting,
            null,
            null,
            origin),
        4,
        previous,
        units,
        2,
        observed,
        pods,
        known,
        cordoned,
        down,
        remaining,
        2,
        new ReplicaResourcesSpec(500, 512),
        configuration,
        acknowledgements,
        "10.0.0.1",
        unitsPushed,
        paused,
        hindrances,
        certificates,
        "0.1.0",
        now);
  }

  GatewayLocationStatus status() {
    return new LocationStatusPlanner(view()).plan();
  }

  List<Acknowledgement> acknowledged(String revision, int millis) {
    return pods.stream()
        .map(
            pod ->
                new Acknowledgement(
                    pod.name(),
                    revision,
                    "",
                    PUBLISHED.plusMillis(millis),
                    null,
                    NOW.plusSeconds(60)))
        .toList();
  }

  List<Acknowledgement> busy(int percent) {
    return pods.stream()
        .map(
            pod ->
                new Acknowledgement(
                    pod.name(), "hash", "", PUBLISHED, percent, NOW.plusSeconds(60)))
        .toList();
  }

  static List<PlannedUnit> pinned(String... names) {
    return List.of(names).stream()
        .map(name -> new PlannedUnit(name, name.substring(0, 1), name.substring(0, 1), false))
        .toList();
  }

  static List<ObservedUnit> observed(List<PlannedUnit> units) {
    return units.stream().map(unit -> new ObservedUnit(unit, "h", 2, 2, false)).toList();
  }

  static List<PodFacts> pods(List<PlannedUnit> units) {
    List<PodFacts> pods = new ArrayList<>();
    for (PlannedUnit unit : units) {
      IntStream.range(0, 2)
          .mapToObj(i -> new PodFacts(unit.name() + "-" + i, unit.name(), unit.zoneLabel(), true))
          .forEach(pods::add);
    }
    return pods;
  }

  static List<PodFacts> unready(List<PodFacts> pods, String... names) {
    Set<String> failed = Set.of(names);
    return pods.stream()
        .map(
            p ->
                failed.contains(p.name())
                    ? new PodFacts(p.name(), p.unit(), p.zoneLabel(), false)
                    : p)
        .toList();
  }
}
