package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.Origin;
import dev.apim.api.v1alpha1.OriginState;

/** Specs with one thing changed. */
final class Copies {

  private Copies() {}

  /** Without a promotion: that is a person's word to one cluster. */
  static ApiManagementInstanceSpec withOrigin(ApiManagementInstanceSpec spec, Origin origin) {
    return new ApiManagementInstanceSpec(
        spec.tier(),
        spec.publisher(),
        spec.primaryLocation(),
        spec.gateway(),
        spec.domain(),
        spec.tags(),
        spec.configuration(),
        null,
        origin);
  }

  static ApiManagementInstanceSpec withPrimary(ApiManagementInstanceSpec spec, String primary) {
    return new ApiManagementInstanceSpec(
        spec.tier(),
        spec.publisher(),
        primary,
        spec.gateway(),
        spec.domain(),
        spec.tags(),
        spec.configuration(),
        spec.promotion(),
        spec.origin());
  }

  static GatewayLocationSpec withOrigin(GatewayLocationSpec spec, Origin origin) {
    return location(spec, spec.units(), spec.cluster(), origin);
  }

  static GatewayLocationSpec withUnits(GatewayLocationSpec spec, Integer units) {
    return location(spec, units, spec.cluster(), spec.origin());
  }

  static GatewayLocationSpec withCluster(GatewayLocationSpec spec, String cluster) {
    return location(spec, spec.units(), cluster, spec.origin());
  }

  static Origin removed(Origin origin) {
    return new Origin(
        origin.lineage(),
        origin.epoch(),
        origin.holder(),
        origin.sequence(),
        origin.cluster(),
        OriginState.Removed,
        origin.units());
  }

  static GatewayConfigurationSpec removed(GatewayConfigurationSpec pointer) {
    return new GatewayConfigurationSpec(
        pointer.instanceRef(),
        pointer.fence(),
        pointer.active(),
        pointer.history(),
        OriginState.Removed,
        pointer.handover());
  }

  /** A token that has served may stand where another writer has put it. */
  static GatewayConfigurationSpec withoutSpentToken(GatewayConfigurationSpec pointer) {
    return pointer.pendingHandover().isPresent()
        ? pointer
        : new GatewayConfigurationSpec(
            pointer.instanceRef(),
            pointer.fence(),
            pointer.active(),
            pointer.history(),
            pointer.state());
  }

  private static GatewayLocationSpec location(
      GatewayLocationSpec spec, Integer units, String cluster, Origin origin) {
    return new GatewayLocationSpec(
        spec.instanceRef(),
        spec.region(),
        units,
        spec.availability(),
        spec.network(),
        cluster,
        spec.hosting(),
        spec.pod(),
        spec.update(),
        origin);
  }
}
