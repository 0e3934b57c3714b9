package dev.apim.operator.domain.topology;

import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.AvailabilityMode;
import dev.apim.api.v1alpha1.AvailabilitySpec;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.Hosting;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.Origin;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.api.v1alpha1.PublisherSpec;
import dev.apim.api.v1alpha1.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Facts for tests, each with one thing changed. */
record Facts(LocationFacts location) {

  static InstanceFacts instance(Tier tier) {
    return instance(tier, null, null);
  }

  static InstanceFacts instance(Tier tier, String primary, String latched) {
    return new InstanceFacts(
        "contoso",
        new ApiManagementInstanceSpec(
            tier,
            new PublisherSpec("Contoso", "apis@contoso.example"),
            primary,
            null,
            "contoso.example",
            null,
            null,
            null,
            null),
        latched);
  }

  static Facts of(String name) {
    return new Facts(
        new LocationFacts(
            name,
            Instant.EPOCH,
            new GatewayLocationSpec(
                new LocalReference("contoso"),
                "West US",
                1,
                null,
                null,
                null,
                Hosting.Managed,
                null,
                null,
                null),
            0,
            Set.of()));
  }

  Facts region(String region) {
    GatewayLocationSpec s = location.spec();
    return with(
        new GatewayLocationSpec(
            s.instanceRef(),
            region,
            s.units(),
            s.availability(),
            null,
            s.cluster(),
            s.hosting(),
            null,
            null,
            s.origin()));
  }

  Facts units(int units) {
    GatewayLocationSpec s = location.spec();
    return with(
        new GatewayLocationSpec(
            s.instanceRef(),
            s.region(),
            units,
            s.availability(),
            null,
            s.cluster(),
            s.hosting(),
            null,
            null,
            s.origin()));
  }

  Facts zones(AvailabilityMode mode, List<String> zones, Map<String, String> mapping) {
    GatewayLocationSpec s = location.spec();
    return with(
        new GatewayLocationSpec(
            s.instanceRef(),
            s.region(),
            s.units(),
            new AvailabilitySpec(mode, zones, mapping),
            null,
            s.cluster(),
            s.hosting(),
            null,
            null,
            s.origin()));
  }

  Facts cluster(String cluster) {
    GatewayLocationSpec s = location.spec();
    return with(
        new GatewayLocationSpec(
            s.instanceRef(),
            s.region(),
            s.units(),
            s.availability(),
            null,
            cluster,
            s.hosting(),
            null,
            null,
            s.origin()));
  }

  Facts selfHosted() {
    GatewayLocationSpec s = location.spec();
    return with(
        new GatewayLocationSpec(
            s.instanceRef(),
            s.region(),
            s.units(),
            s.availability(),
            null,
            s.cluster(),
            Hosting.SelfHosted,
            null,
            null,
            s.origin()));
  }

  /** As pushed by another cluster. */
  Facts copy(OriginState state) {
    return from("elsewhere", state);
  }

  /** As pushed by another cluster, before westus was promoted. */
  Facts adopted() {
    return from("westus", OriginState.Active);
  }

  private Facts from(String cluster, OriginState state) {
    GatewayLocationSpec s = location.spec();
    return with(
        new GatewayLocationSpec(
            s.instanceRef(),
            s.region(),
            s.units(),
            s.availability(),
            null,
            s.cluster(),
            s.hosting(),
            null,
            null,
            new Origin("lineage", 1L, "holder", 1L, cluster, state, null)));
  }

  Facts running(int units, String... zones) {
    return new Facts(
        new LocationFacts(
            location.name(), location.created(), location.spec(), units, Set.of(zones)));
  }

  Facts created(Instant created) {
    return new Facts(
        new LocationFacts(
            location.name(),
            created,
            location.spec(),
            location.runningUnits(),
            location.latchedZones()));
  }

  private Facts with(GatewayLocationSpec spec) {
    return new Facts(
        new LocationFacts(
            location.name(),
            location.created(),
            spec,
            location.runningUnits(),
            location.latchedZones()));
  }
}
