package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.ApiManagementInstanceStatus;
import dev.apim.api.v1alpha1.LocationSummary;
import java.util.Arrays;
import java.util.List;

/**
 * What of an instance's status is news. How many replicas of each location are ready, which every
 * step of a change of any of them alters, may be told a moment later and together.
 */
public final class InstanceHeadline {

  private InstanceHeadline() {}

  /** Whether two statuses differ, if at all, in nothing that is news. */
  public static boolean same(ApiManagementInstanceStatus one, ApiManagementInstanceStatus other) {
    return one != null && other != null && of(one).equals(of(other));
  }

  /** Some of it may be absent. */
  private static List<Object> of(ApiManagementInstanceStatus status) {
    return Arrays.asList(
        status.observedGeneration(),
        status.conditions().stream().map(c -> c.type() + c.status() + c.reason()).toList(),
        status.primaryLocation(),
        status.locationCount(),
        status.units(),
        status.locations().stream().map(LocationSummary::name).toList(),
        status.configuration(),
        status.slaClass());
  }
}
