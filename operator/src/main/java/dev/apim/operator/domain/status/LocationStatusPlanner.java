package dev.apim.operator.domain.status;

import dev.apim.api.config.SchemaLevel;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Footprint;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.Hosting;
import dev.apim.api.v1alpha1.OperatorStatus;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.UnitStatus;
import dev.apim.api.v1alpha1.ZoneStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the status of a location that runs in this cluster. */
public final class LocationStatusPlanner {

  private final LocationView view;
  private final ConfigurationProgress configuration;
  private final List<ZoneStatus> zones;
  private final List<UnitStatus> units;
  private final ChangeProgress progress;
  private final Certificates certificates;
  private final boolean selfHosted;

  /**
   * @param view all that is known of the location
   */
  public LocationStatusPlanner(LocationView view) {
    this.view = view;
    this.configuration = new ConfigurationProgress(view);
    this.selfHosted = view.spec().hosting() == Hosting.SelfHosted;
    this.zones = selfHosted ? List.of() : new ZoneStatuses(view).list();
    this.units = UnitStatuses.list(view);
    this.progress = new ChangeProgress(view);
    this.certificates = new Certificates(view);
  }

  /** The status. */
  public GatewayLocationStatus plan() {
    return new GatewayLocationStatus(
        view.generation(),
        conditions(),
        view.plan().role(),
        view.plan().regionName(),
        view.plan().cluster(),
        view.plan().hostname(),
        view.address(),
        zoneSummary(),
        readySummary(),
        zones,
        view.knownZones(),
        units,
        view.observed().size(),
        configuration.status(),
        progress.status(),
        selfHosted ? null : view.platform(),
        selfHosted ? null : new Resilience(view).outage(),
        footprint(),
        new OperatorStatus(view.operatorVersion(), SchemaLevel.CURRENT));
  }

  /**
   * When the status changes from time alone: a change that makes no progress is stalled then, and a
   * replica that still waits for a node lacks room; a certificate ends.
   */
  public Optional<Instant> deadline() {
    return Stream.of(progress.deadline(), new Room(view).deadline(), certificates.deadline())
        .flatMap(Optional::stream)
        .filter(deadline -> deadline.isAfter(view.now()))
        .min(Comparator.naturalOrder());
  }

  private List<Condition> conditions() {
    Conditions conditions =
        new Conditions(view.previous().conditions(), view.generation(), view.now());
    conditions.set(
        ConditionType.Accepted,
        view.plan().verdict().accepted(),
        view.plan().verdict().reason(),
        view.plan().verdict().message());
    conditions.set(
        ConditionType.Paused,
        view.paused(),
        view.paused() ? Reason.PausedByAnnotation : Reason.NotPaused,
        view.paused()
            ? "annotation apim.dev/paused is true: nothing is changed and nothing is healed; remove"
                + " it to go on"
            : "changes are carried out");
    view.unitsPushed().ifPresent(pushed -> overridden(conditions, pushed));
    boolean inSync = configuration.reason() == Reason.InSync;
    conditions.set(
        ConditionType.ConfigurationInSync, inSync, configuration.reason(), configuration.message());
    if (certificates.named()) {
      conditions.set(
          ConditionType.CertificatesUsable,
          certificates.usable(),
          certificates.reason(),
          certificates.message());
    }
    if (selfHosted) {
      stalled(conditions);
      ready(conditions, inSync, configuration.reason(), configuration.message());
    } else {
      capacity(conditions, inSync);
    }
    return conditions.list();
  }

  private void capacity(Conditions conditions, boolean inSync) {
    Capacity capacity = new Capacity(view, zones, units);
    boolean full = capacity.full();
    conditions.set(ConditionType.Degraded, !full, capacity.reason(), capacity.message());
    conditions.set(
        ConditionType.ZoneBalanced,
        capacity.balanced(),
        capacity.balanced() ? Reason.Balanced : Reason.Unbalanced,
        capacity.balanceMessage());
    Resilience resilience = new Resilience(view);
    risk(conditions, capacity, resilience);
    conditions.set(
        ConditionType.Progressing, progress.changing(), progress.reason(), progress.message());
    stalled(conditions);
    conditions.set(
        ConditionType.Advised, resilience.advised(), resilience.reason(), resilience.message());
    Room room = new Room(view);
    conditions.set(ConditionType.RoomLacking, room.lacking(), room.reason(), room.message());
    if (!full) {
      ready(conditions, false, capacity.reason(), capacity.message());
    } else if (!inSync) {
      ready(conditions, false, configuration.reason(), configuration.message());
    } else {
      ready(conditions, true, Reason.AllReady, capacity.message());
    }
  }

  private void overridden(Conditions conditions, boolean pushed) {
    conditions.set(
        ConditionType.UnitsOverridden,
        !pushed,
        pushed ? Reason.AsPushed : Reason.ScaledLocally,
        pushed
            ? Reason.AsPushed.meaning()
            : "units are "
                + view.spec().units()
                + ", as they were scaled in this cluster"
                + asPushed()
                + "; what is here stands until both are the same");
  }

  /** A copy of an older primary does not carry its number. */
  private String asPushed() {
    Integer units = view.spec().origin() == null ? null : view.spec().origin().units();
    return units == null ? "" : ", and " + units + " in the primary";
  }

  private static void risk(Conditions conditions, Capacity capacity, Resilience resilience) {
    if (!capacity.atRisk() && resilience.overloadedWithoutAZone()) {
      conditions.set(
          ConditionType.CapacityAtRisk, true, Reason.LoadTooHigh, resilience.overloadMessage());
      return;
    }
    conditions.set(
        ConditionType.CapacityAtRisk,
        capacity.atRisk(),
        capacity.atRisk() ? Reason.NoSpareZone : Reason.Balanced,
        capacity.riskMessage());
  }

  private void stalled(Conditions conditions) {
    Hindrances hindrances = view.hindrances();
    if (hindrances.any()) {
      conditions.set(ConditionType.Stalled, true, hindrances.reason(), hindrances.message());
    } else {
      conditions.set(
          ConditionType.Stalled,
          progress.stalled(),
          progress.stalledReason(),
          progress.stalledMessage());
    }
  }

  private void ready(Conditions conditions, boolean ready, Reason reason, String message) {
    Hindrances hindrances = view.hindrances();
    if (view.plan().verdict().accepted() && hindrances.any()) {
      conditions.set(ConditionType.Ready, false, hindrances.reason(), hindrances.message());
    } else if (view.plan().verdict().accepted() && ready && !certificates.usable()) {
      conditions.set(ConditionType.Ready, false, certificates.reason(), certificates.message());
    } else if (view.plan().verdict().accepted()) {
      Reason said = ready ? Reason.AllReady : reason;
      conditions.set(ConditionType.Ready, ready, said, message);
    } else {
      conditions.set(
          ConditionType.Ready,
          false,
          view.plan().verdict().reason(),
          view.plan().verdict().message());
    }
  }

  private String zoneSummary() {
    if (zones.isEmpty()) {
      return null;
    }
    return zones.stream()
        .map(zone -> zone.name() + ":" + zone.ready() + "/" + zone.desired())
        .collect(Collectors.joining(" "));
  }

  private String readySummary() {
    return selfHosted
        ? configuration.acknowledged() + "/" + configuration.total()
        : view.readyReplicas() + "/" + view.desiredReplicas();
  }

  private Footprint footprint() {
    if (selfHosted) {
      return null;
    }
    int replicas = view.desiredReplicas();
    return new Footprint(
        replicas,
        (long) replicas * view.resources().cpuMillicores(),
        (long) replicas * view.resources().memoryMebibytes());
  }
}
