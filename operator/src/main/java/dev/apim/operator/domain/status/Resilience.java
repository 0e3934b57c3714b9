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
  private final List<String> advice;

  Resilience(LocationView view) {
    this.view = view;
    this.availability = view.spec().availability();
    this.zones = zones();
    this.advice = List.copyOf(advise());
  }

  OutageStatus outage() {
    return zones < 2
        ? new OutageStatus(OutageActor.User, null)
        : new OutageStatus(OutageActor.Platform, unitsToKeepCapacity());
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

  private int unitsToKeepCapacity() {
    int units = ceilDiv(view.spec().units() * zones, zones - 1);
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
