package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Footprint;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.Hosting;
import dev.apim.api.v1alpha1.LocationConfigurationStatus;
import dev.apim.api.v1alpha1.LocationSummary;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.ZoneStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A location as its instance sees it.
 *
 * @param name its name
 * @param spec its spec
 * @param status its status; null before it has one
 */
public record LocationState(String name, GatewayLocationSpec spec, GatewayLocationStatus status) {

  /** A location without a status has an empty one. */
  public LocationState {
    status = status == null ? EmptyStatus.LOCATION : status;
  }

  /** Whether an instance says the same whichever of the two it has; times do not count. */
  public boolean sameForInstance(LocationState other) {
    return spec.equals(other.spec()) && seen().equals(other.seen());
  }

  private List<Object> seen() {
    return Arrays.asList(
        summary(),
        footprint(),
        hostname(),
        address(),
        configuration(),
        status.currentUnits(),
        zones().stream().map(zone -> zone.name() + ":" + zone.desired()).toList(),
        condition(ConditionType.Accepted).map(Condition::status),
        condition(ConditionType.Ready).map(c -> c.status() + c.reason()),
        condition(ConditionType.ConfigurationInSync).map(Condition::status));
  }

  boolean is(ConditionType type) {
    return condition(type).filter(c -> c.status().equals(Condition.TRUE)).isPresent();
  }

  Reason reason() {
    return condition(ConditionType.Ready)
        .map(Condition::reason)
        .flatMap(LocationState::known)
        .orElse(Reason.ReplicasNotReady);
  }

  int units() {
    return spec.hosting() == Hosting.SelfHosted ? 0 : spec.units();
  }

  Footprint footprint() {
    return status.footprint();
  }

  String hostname() {
    return status.hostname();
  }

  String address() {
    return status.address();
  }

  LocationConfigurationStatus configuration() {
    return status.configuration();
  }

  List<ZoneStatus> zones() {
    return status.zones();
  }

  LocationSummary summary() {
    boolean inSync = is(ConditionType.ConfigurationInSync) && status.configuration() != null;
    return new LocationSummary(
        name,
        spec.region(),
        status.role(),
        status.cluster(),
        units(),
        status.readySummary(),
        inSync ? status.configuration().sequence() : null);
  }

  private Optional<Condition> condition(ConditionType type) {
    return status.conditions().stream().filter(c -> c.type().equals(type.name())).findFirst();
  }

  /** A newer operator elsewhere may say what this one does not know. */
  private static Optional<Reason> known(String reason) {
    return List.of(Reason.values()).stream().filter(r -> r.name().equals(reason)).findFirst();
  }
}
