package dev.apim.operator.domain.topology;

import static dev.apim.api.v1alpha1.AvailabilityMode.Zonal;
import static dev.apim.api.v1alpha1.AvailabilityMode.ZoneRedundant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.LocationRole;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TopologyPlannerTest {

  private static final ClusterFacts HERE =
      new ClusterFacts("westus", Set.of("westus", "eastasia"), Set.of("1", "2", "3"));
  private static final InstanceFacts PREMIUM = Facts.instance(Tier.Premium);

  private static TopologyPlan plan(InstanceFacts instance, Facts... locations) {
    return plan(HERE, instance, locations);
  }

  private static TopologyPlan plan(
      ClusterFacts clusters, InstanceFacts instance, Facts... locations) {
    return new TopologyPlanner(clusters)
        .plan(instance, Stream.of(locations).map(Facts::location).toList());
  }

  private static Verdict verdict(TopologyPlan plan, String location) {
    return plan.location(location).orElseThrow().verdict();
  }

  @Test
  @DisplayName("B9 the only location is the primary and makes this operator the holder")
  void theOnlyLocationIsThePrimary() {
    TopologyPlan plan = plan(PREMIUM, Facts.of("west"));

    assertThat(plan.instance().accepted()).isTrue();
    assertThat(plan.primary()).contains("west");
    assertThat(plan.holder()).isTrue();
    assertThat(plan.location("west").orElseThrow().role()).isEqualTo(LocationRole.Primary);
  }

  @Test
  @DisplayName("B9 an instance without locations is valid and has no primary")
  void anInstanceWithoutLocationsHasNoPrimary() {
    TopologyPlan plan = plan(Facts.instance(Tier.Premium, "west", null));

    assertThat(plan.instance().accepted()).isTrue();
    assertThat(plan.primary()).isEmpty();
    assertThat(plan.holder()).isFalse();
  }

  @Test
  @DisplayName("B10 two locations and no primary named: the message names both")
  void severalLocationsNeedAPrimary() {
    TopologyPlan plan = plan(PREMIUM, Facts.of("west"), Facts.of("east"));

    assertThat(plan.instance())
        .isEqualTo(
            Verdict.refused(
                Reason.PrimaryNotNamed,
                "spec.primaryLocation: not set, and the instance has several locations; name one"
                    + " of east, west"));
    assertThat(verdict(plan, "west").reason()).isEqualTo(Reason.InstanceNotAccepted);
    assertThat(plan.holder()).isFalse();
  }

  @Test
  @DisplayName("B10 a second location without a primary named does not disturb the first")
  void theLastPrimaryStaysWhileNoneIsNamed() {
    TopologyPlan plan =
        plan(
            Facts.instance(Tier.Premium, null, "west"),
            Facts.of("west").running(1),
            Facts.of("east"));

    assertThat(plan.instance().reason()).isEqualTo(Reason.PrimaryNotNamed);
    assertThat(plan.primary()).contains("west");
    assertThat(plan.holder()).isTrue();
    assertThat(verdict(plan, "west").accepted()).isTrue();
    assertThat(verdict(plan, "east").accepted()).isFalse();
  }

  @Test
  @DisplayName("B10 a primary that is no location is refused by name")
  void aPrimaryThatIsNoLocationIsRefused() {
    TopologyPlan plan = plan(Facts.instance(Tier.Premium, "nowhere", null), Facts.of("west"));

    assertThat(plan.instance().reason()).isEqualTo(Reason.PrimaryNotFound);
    assertThat(plan.instance().message()).contains("nowhere").endsWith("name one of west");
  }

  @Test
  @DisplayName("B67 the operator of the primary's cluster is the holder, no other")
  void onlyTheOperatorOfThePrimarysClusterHolds() {
    InstanceFacts instance = Facts.instance(Tier.Premium, "west", null);
    Facts west = Facts.of("west").cluster("westus");
    Facts east = Facts.of("east").cluster("eastasia");
    ClusterFacts there = new ClusterFacts("eastasia", Set.of("eastasia"), Set.of("1"));

    assertThat(plan(instance, west, east).holder()).isTrue();
    assertThat(plan(there, instance, west, east).holder()).isFalse();
    assertThat(plan(there, instance, west, east).location("east").orElseThrow().runsHere())
        .isTrue();
    assertThat(verdict(plan(there, instance, west, east), "west").accepted()).isTrue();
  }

  @Test
  @DisplayName("B67 a cluster that nobody knows is refused with those that there are")
  void anUnknownClusterIsRefused() {
    Verdict verdict = verdict(plan(PREMIUM, Facts.of("west").cluster("mars")), "west");

    assertThat(verdict)
        .isEqualTo(
            Verdict.refused(
                Reason.ClusterNotFound,
                "spec.cluster: there is no GatewayCluster mars; there are: eastasia, westus"));
  }

  @Test
  @DisplayName("B35 a zone that the cluster does not have is refused with those that it has")
  void anUnknownZoneIsRefused() {
    Facts location = Facts.of("west").zones(ZoneRedundant, List.of("1", "9"), null).units(2);

    assertThat(verdict(plan(PREMIUM, location), "west"))
        .isEqualTo(
            Verdict.refused(
                Reason.ZoneNotFound,
                "spec.availability.zones: 9 is no zone of cluster westus; its nodes have 1, 2, 3"
                    + " (label topology.kubernetes.io/zone)"));
  }

  @Test
  @DisplayName("B36 a mapping to no node's zone is refused under its own field")
  void aWrongMappingIsRefused() {
    Facts location = Facts.of("west").zones(Zonal, List.of("1"), Map.of("1", "westus-1"));

    assertThat(verdict(plan(PREMIUM, location), "west").message())
        .startsWith("spec.availability.zoneMapping: 1 (mapped to westus-1) is no zone");
  }

  @Test
  @DisplayName("B35 a cluster whose nodes carry no zone label says so")
  void aClusterWithoutZoneLabelsSaysSo() {
    ClusterFacts bare = new ClusterFacts("westus", Set.of("westus"), Set.of());
    Facts location = Facts.of("west").zones(Zonal, List.of("1"), null);

    assertThat(verdict(plan(bare, PREMIUM, location), "west").message())
        .contains("no node of cluster westus carries the label topology.kubernetes.io/zone")
        .endsWith("label the nodes, or choose mode Automatic");
  }

  @Test
  @DisplayName("B35 a zone whose nodes have vanished stays accepted")
  void aLatchedZoneStaysAccepted() {
    ClusterFacts lost = new ClusterFacts("westus", Set.of("westus"), Set.of("1"));
    Facts location =
        Facts.of("west")
            .zones(ZoneRedundant, List.of("1", "2"), null)
            .units(2)
            .running(2, "1", "2");

    assertThat(verdict(plan(lost, PREMIUM, location), "west").accepted()).isTrue();
  }

  @Test
  @DisplayName("B19 more units than the tier allows are refused with the valid numbers")
  void tooManyUnitsAreRefused() {
    assertThat(verdict(plan(Facts.instance(Tier.Developer), Facts.of("west").units(2)), "west"))
        .isEqualTo(
            Verdict.refused(
                Reason.TierLimitExceeded,
                "spec.units: 2 is more than tier Developer allows; valid: 1"));
    assertThat(
            verdict(plan(Facts.instance(Tier.Standard), Facts.of("west").units(5)), "west")
                .message())
        .endsWith("valid: 1 to 4");
  }

  @Test
  @DisplayName("B18 zones and self-hosted locations need a tier that has them")
  void tiersLackFeatures() {
    Facts zonal = Facts.of("west").zones(Zonal, List.of("1"), null);

    assertThat(verdict(plan(Facts.instance(Tier.Standard), zonal), "west").reason())
        .isEqualTo(Reason.TierLacksZones);
    assertThat(
            verdict(plan(Facts.instance(Tier.Basic), Facts.of("west").selfHosted()), "west")
                .reason())
        .isEqualTo(Reason.TierLacksSelfHosted);
  }

  @Test
  @DisplayName("B18 a location too many is refused, the older one goes on")
  void aLocationTooManyIsRefused() {
    Facts older = Facts.of("west").created(Instant.EPOCH);
    Facts younger = Facts.of("east").created(Instant.EPOCH.plusSeconds(1));
    TopologyPlan plan = plan(Facts.instance(Tier.Basic), younger, older);

    assertThat(plan.instance().accepted()).isTrue();
    assertThat(plan.primary()).contains("west");
    assertThat(verdict(plan, "west").accepted()).isTrue();
    assertThat(verdict(plan, "east").reason()).isEqualTo(Reason.TierLimitExceeded);
    assertThat(verdict(plan, "east").message())
        .contains("Basic allows 1 location")
        .contains("west");
  }

  @Test
  @DisplayName("B11 a tier that this version does not run is refused")
  void anUnsupportedTierIsRefused() {
    assertThat(plan(Facts.instance(Tier.Consumption), Facts.of("west")).instance().reason())
        .isEqualTo(Reason.TierNotSupported);
  }

  @Test
  @DisplayName("B17 a downgrade is refused with the list of what is in use, and disturbs nothing")
  void aDowngradeListsWhatIsInUse() {
    TopologyPlan plan =
        plan(
            Facts.instance(Tier.Basic, "west", "west"),
            Facts.of("west")
                .zones(ZoneRedundant, List.of("1", "2"), null)
                .units(4)
                .running(4, "1", "2"),
            Facts.of("east").running(1),
            Facts.of("edge").selfHosted().running(1));

    assertThat(plan.instance().reason()).isEqualTo(Reason.TierFeaturesInUse);
    assertThat(plan.instance().message())
        .contains("2 locations (east, west), at most 1")
        .contains("location west: 4 units, at most 2")
        .contains("location west: zones 1, 2")
        .contains("location edge: self-hosted");
    assertThat(verdict(plan, "west").accepted()).isTrue();
    assertThat(verdict(plan, "east").accepted()).isTrue();
    assertThat(verdict(plan, "edge").accepted()).isTrue();
  }

  @Test
  @DisplayName("B17 what is in use may be reduced while the downgrade is refused, not extended")
  void aDowngradeCanBePrepared() {
    Facts running = Facts.of("west").running(4);
    InstanceFacts basic = Facts.instance(Tier.Basic, "west", "west");

    assertThat(verdict(plan(basic, running.units(3)), "west").accepted()).isTrue();
    assertThat(verdict(plan(basic, running.units(5)), "west").reason())
        .isEqualTo(Reason.TierLimitExceeded);
    assertThat(plan(basic, running.units(2).running(2)).instance().accepted()).isTrue();
  }

  @Test
  @DisplayName("B37 Premium spreads over zones by default, other tiers do not")
  void onlyPremiumSpreadsByDefault() {
    assertThat(plan(PREMIUM, Facts.of("west")).location("west").orElseThrow().spreadsOverZones())
        .isTrue();
    assertThat(
            plan(Facts.instance(Tier.Standard), Facts.of("west"))
                .location("west")
                .orElseThrow()
                .spreadsOverZones())
        .isFalse();
  }

  @Test
  @DisplayName("B31 a second location of a region gets a host name that ends in -02")
  void hostNamesAreNumberedByRegion() {
    TopologyPlan plan =
        plan(
            Facts.instance(Tier.Premium, "a", null),
            Facts.of("a").region("West US"),
            Facts.of("b").region("west_us"),
            Facts.of("c").region("East Asia"));

    assertThat(plan.location("a").orElseThrow().hostname())
        .isEqualTo("contoso-westus-01.regional.contoso.example");
    assertThat(plan.location("b").orElseThrow().hostname())
        .isEqualTo("contoso-westus-02.regional.contoso.example");
    assertThat(plan.location("c").orElseThrow().hostname())
        .isEqualTo("contoso-eastasia-01.regional.contoso.example");
  }

  @Test
  @DisplayName("B31 a host name that DNS would not take is cut, and no two become one")
  void longHostNamesAreCut() {
    TopologyPlan plan =
        plan(
            Facts.instance(Tier.Premium, "a", null),
            Facts.of("a").region("x".repeat(60) + "a"),
            Facts.of("b").region("x".repeat(60) + "b"));

    String first = plan.location("a").orElseThrow().hostname();
    String second = plan.location("b").orElseThrow().hostname();
    assertThat(List.of(first, second))
        .allMatch(name -> name.indexOf('.') == 63)
        .doesNotHaveDuplicates();
    assertThat(first).startsWith("contoso-xxx").endsWith("-01.regional.contoso.example");
  }

  @Test
  @DisplayName("B68 a tombstone is to be carried out, an active copy is not")
  void aTombstoneIsToBeCarriedOut() {
    assertThat(plan(PREMIUM, Facts.of("w").copy(OriginState.Removed)).location("w").orElseThrow())
        .matches(LocationPlan::removed);
    assertThat(plan(PREMIUM, Facts.of("w").copy(OriginState.Active)).location("w").orElseThrow())
        .matches(location -> !location.removed() && location.copy());
  }

  @Test
  @DisplayName("B10b a copy that this cluster took over is none any more")
  void aCopyThatWasTakenOverIsNoneAnyMore() {
    assertThat(plan(PREMIUM, Facts.of("w").adopted()).location("w").orElseThrow())
        .matches(location -> !location.copy() && !location.removed());
  }

  @Test
  @DisplayName("B9 a location without its instance waits for it by name")
  void aLocationWithoutInstanceWaits() {
    Verdict verdict = new TopologyPlanner(HERE).orphan(Facts.of("west").location()).verdict();

    assertThat(verdict.reason()).isEqualTo(Reason.InstanceNotFound);
    assertThat(verdict.message()).startsWith("spec.instanceRef.name: ").contains("contoso");
  }
}
