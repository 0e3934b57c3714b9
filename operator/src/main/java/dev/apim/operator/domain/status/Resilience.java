package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.AvailabilityMode;
import dev.apim.api.v1alpha1.AvailabilitySpec;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.OutageActor;
import dev.apim.api.v1alpha1.OutageStatus;
import dev.apim.api.v1alpha1.Reason;
import java.util.ArrayList;
import java.util.List;

/** What the loss of a zone means, and what would be safer (B21, B22, B25, B30, B64). */
final class Resilience {

  private static final int ADVISED_ZONES = 3;

  private final LocationView view;
  private final AvailabilitySpec availability;
  private final int zones;
  private final PresentLoad load;
  private final List<String> advice;

  Resilience(LocationView view) {
    this.view = view;
    this.availability = view.spec().availability();
    this.zones = zones();
    this.load = new PresentLoad(view);
    this.advice = List.copyOf(advise());
  }

  OutageStatus outage() {
    Integer percent = load.percent().isPresent() ? load.percent().getAsInt() : null;
    return zones < 2
        ? new OutageStatus(OutageActor.User, null, percent, null)
        : new OutageStatus(
            OutageActor.Platform,
            inSteps(survivors(view.spec().units())),
            percent,
            percent == null ? null : unitsFor(0));
  }

  /**
   * Whether the rest would be overloaded when one zone is lost (B64). What was so is so until the
   * load is a step lower than it need be, so that a load at the edge is told once.
   */
  boolean overloadedWithoutAZone() {
    return zones >= 2
        && load.percent().isPresent()
        && unitsFor(wasOverloaded() ? PresentLoad.STEP : 0) > view.spec().units();
  }

  String overloadMessage() {
    int more = unitsFor(0) > view.spec().units() ? 0 : PresentLoad.STEP;
    return "replicas are "
        + load.percent().getAsInt()
        + (more == 0 ? " % busy" : " % busy, and were busier")
        + ": to stay below "
        + PresentLoad.MOST_PERCENT
        + " % when one zone is lost, the location needs "
        + unitsFor(more)
        + " units (spec.units: "
        + view.spec().units()
        + ")";
  }

  boolean advised() {
    return !advice.isEmpty();
  }

  Reason reason() {
    return advised() ? Reason.CouldBeSafer : Reason.AsAdvised;
  }

  String message() {
    return advised() ? String.join("; ", advice) : Reason.AsAdvised.meaning();
  }

  /** In how many zones the units lie by design. */
  private int zones() {
    if (availability.mode() != AvailabilityMode.Automatic) {
      return availability.zones().size();
    }
    return view.plan().spreadsOverZones() ? view.clusterZones().size() : 1;
  }

  private boolean wasOverloaded() {
    return view.previous().conditions().stream()
        .anyMatch(
            condition ->
                condition.type().equals(ConditionType.CapacityAtRisk.name())
                    && condition.status().equals(Condition.TRUE)
                    && condition.reason().equals(Reason.LoadTooHigh.name()));
  }

  /**
   * Units of whose replicas enough are left when a zone is lost. Replicas are spread evenly; those
   * of a unit that is pinned to none lie in two zones (B26).
   *
   * @param more percent that the replicas are taken to be busier than they are
   */
  private int unitsFor(int more) {
    int step = inSteps(1);
    int units = step;
    while (!load.isCarriedBy(left(units), more)) {
      units += step;
    }
    return units;
  }

  private int left(int units) {
    int replicas = units * view.replicasPerUnit();
    return replicas - ceilDiv(replicas, zones);
  }

  /** Units of which that many are left when a zone is lost. */
  private int survivors(int units) {
    return ceilDiv(units * zones, zones - 1);
  }

  /** As many as may be asked for. */
  private int inSteps(int units) {
    int step = availability.mode() == AvailabilityMode.Automatic ? 1 : zones;
    return ceilDiv(units, step) * step;
  }

  private static int ceilDiv(int number, int by) {
    return (number + by - 1) / by;
  }

  private List<String> advise() {
    List<String> said = new ArrayList<>();
    if (view.spec().units() == 1) {
      said.add("spec.units: 1; with two or more, capacity is left when a unit is lost");
    }
    if (availability.mode() == AvailabilityMode.Zonal) {
      said.add(
          "spec.availability.mode: Zonal is not zone resilient, and you have to act when zone "
              + availability.zones().get(0)
              + " is lost; choose ZoneRedundant or Automatic");
    } else if (!view.plan().spreadsOverZones()) {
      said.add("the tier has no zones, and all units lie in one; tier Premium has zones");
    } else if (view.clusterZones().size() < ADVISED_ZONES) {
      int there = view.clusterZones().size();
      said.add(
          "the cluster has " + there + (there == 1 ? " zone" : " zones") + "; three are advised");
    }
    return said;
  }
}
