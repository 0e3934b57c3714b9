package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.LocationConfigurationStatus;
import dev.apim.api.v1alpha1.OutageStatus;
import dev.apim.api.v1alpha1.UnitStatus;
import dev.apim.api.v1alpha1.ZoneStatus;
import java.util.List;
import java.util.Objects;

/**
 * What of a location's status is news. The rest, such as counts of replicas and steps while a
 * change is carried out, may be told a moment later and together, so that a rollout costs few
 * writes.
 */
public final class Headline {

  private Headline() {}

  /** Whether two statuses differ, if at all, in nothing that is news. */
  public static boolean same(GatewayLocationStatus one, GatewayLocationStatus other) {
    return one != null && other != null && of(one).equals(of(other));
  }

  /** A list, since some of it may be absent. */
  private static List<String> of(GatewayLocationStatus status) {
    return List.of(
        List.of(
                Objects.toString(status.observedGeneration()),
                Objects.toString(status.role()),
                Objects.toString(status.hostname()),
                Objects.toString(status.address()),
                Objects.toString(status.currentUnits()),
                revision(status.configuration()),
                Objects.toString(status.platform()),
                outage(status.outage()),
                Objects.toString(status.footprint()),
                Objects.toString(status.operator()))
            .toString(),
        status.conditions().stream().map(Headline::condition).toList().toString(),
        status.zones().stream().map(Headline::zone).toList().toString(),
        status.clusterZones().toString(),
        status.units().stream().map(UnitStatus::name).toList().toString());
  }

  /** How busy replicas are changes often; when it is too much, a condition says so. */
  private static String outage(OutageStatus outage) {
    return outage == null ? "" : outage.actor() + "/" + outage.unitsToKeepCapacity();
  }

  /** Reasons go along with counts: no replica, then some, then all. */
  private static String condition(Condition condition) {
    return condition.type() + condition.status();
  }

  private static String zone(ZoneStatus zone) {
    return zone.name() + zone.units() + zone.state();
  }

  /** Whether all replicas serve it is said by a condition. */
  private static String revision(LocationConfigurationStatus configuration) {
    return configuration == null ? "" : configuration.revision() + "/" + configuration.sequence();
  }
}
