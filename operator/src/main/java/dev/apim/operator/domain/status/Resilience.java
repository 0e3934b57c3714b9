package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.AvailabilityMode;
import dev.apim.api.v1alpha1.AvailabilitySpec;
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
            percent == null ? null : unitsAtPresentLoad());
  }

  /** Whether the rest would be overloaded when one zone is lost (B64). */
  boolean overloadedWithoutAZone() {
    return zones >= 2 && load.percent().isPresent() && unitsAtPresentLoad() > view.spec().units();
  }

  String overloadMessage() {
    return "replicas are "
        + load.percent().getAsInt()
        + " % busy: to stay below "
        + PresentLoad.MOST_PERCENT
        + " % when one zone is lost, the location needs "
        + unitsAtPresentLoad()
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

  private int unitsAtPresentLoad() {
    return inSteps(survivors(load.unitsNeeded()));
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
      said.add("the cluster has " + view.clusterZones().size() + " zones; three are advised");
    }
    return said;
  }
}
