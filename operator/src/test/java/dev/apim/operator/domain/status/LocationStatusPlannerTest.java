package dev.apim.operator.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Footprint;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.Hosting;
import dev.apim.api.v1alpha1.KnownZone;
import dev.apim.api.v1alpha1.Origin;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.api.v1alpha1.OutageActor;
import dev.apim.api.v1alpha1.OutageStatus;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.UnitState;
import dev.apim.api.v1alpha1.UnitStatus;
import dev.apim.api.v1alpha1.ZoneState;
import dev.apim.api.v1alpha1.ZoneStatus;
import dev.apim.operator.domain.topology.Verdict;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationStatusPlannerTest {

  private final Views given = new Views();

  @Test
  @DisplayName("B120 a healthy location is Ready and shows its zones, replicas and revision")
  void aHealthyLocationIsReady() {
    GatewayLocationStatus status = given.status();

    assertThat(condition(status, ConditionType.Ready).status()).isEqualTo(Condition.TRUE);
    assertThat(condition(status, ConditionType.ZoneBalanced).status()).isEqualTo(Condition.TRUE);
    assertThat(condition(status, ConditionType.Degraded).status()).isEqualTo(Condition.FALSE);
    assertThat(condition(status, ConditionType.CapacityAtRisk).status()).isEqualTo(Condition.FALSE);
    assertThat(status.zoneSummary()).isEqualTo("1:2/2 2:2/2 3:2/2");
    assertThat(status.readySummary()).isEqualTo("6/6");
    assertThat(status.configuration().sequence()).isEqualTo(7);
    assertThat(status.footprint()).isEqualTo(new Footprint(6, 3000L, 3072L));
    assertThat(status.currentUnits()).isEqualTo(3);
    assertThat(status.progress()).isNull();
  }

  @Test
  @DisplayName("B42 the same facts give an equal status, so that nothing is written")
  void theSameFactsGiveAnEqualStatus() {
    given.previous = given.status();
    given.now = Views.NOW.plusSeconds(3600);

    assertThat(given.status()).isEqualTo(given.previous);
  }

  @Test
  @DisplayName("B4 a unit that has lost a replica is Degraded, and so is the location")
  void aLostReplicaDegradesItsUnit() {
    given.pods = Views.unready(given.pods, "2-0-1");
    GatewayLocationStatus status = given.status();

    assertThat(status.units()).contains(new UnitStatus("2-0", "2", 2, 1, UnitState.Degraded));
    assertThat(condition(status, ConditionType.Degraded).reason())
        .isEqualTo(Reason.UnitDegraded.name());
    assertThat(condition(status, ConditionType.Ready).message())
        .isEqualTo("5 of 6 replicas are ready; units: 2-0 1/2");
  }

  @Test
  @DisplayName("B6 with a unit lost the status shows ready of desired capacity")
  void aLostUnitIsShown() {
    given.pods = Views.unready(given.pods, "2-0-0", "2-0-1");

    assertThat(given.status().readySummary()).isEqualTo("4/6");
    assertThat(given.status().units()).contains(new UnitStatus("2-0", "2", 2, 0, UnitState.Down));
  }

  @Test
  @DisplayName("B57 a zone that is down says so, and since when")
  void aZoneThatIsDownIsDated() {
    given.previous = given.status();
    given.pods = Views.unready(given.pods, "2-0-0", "2-0-1");
    given.down = Set.of("2");
    given.now = Views.NOW.plusSeconds(60);
    GatewayLocationStatus status = given.status();

    assertThat(status.zones())
        .containsExactly(
            new ZoneStatus("1", 1, 2, 2, ZoneState.Ready, "2026-01-02T03:04:05Z"),
            new ZoneStatus("2", 1, 2, 0, ZoneState.Down, "2026-01-02T03:05:05Z"),
            new ZoneStatus("3", 1, 2, 2, ZoneState.Ready, "2026-01-02T03:04:05Z"));
    assertThat(condition(status, ConditionType.ZoneBalanced).message()).contains("2 0/2 (down)");
  }

  @Test
  @DisplayName("B34 a replica too many in a zone is out of balance, but not while one is replaced")
  void aReplicaTooManyIsOutOfBalance() {
    given.pods =
        Stream.concat(given.pods.stream(), Stream.of(new PodFacts("x", "1-0", "1", true))).toList();

    assertThat(condition(given.status(), ConditionType.ZoneBalanced).status())
        .isEqualTo(Condition.FALSE);
    given.remaining = 1;
    assertThat(condition(given.status(), ConditionType.ZoneBalanced).status())
        .isEqualTo(Condition.TRUE);
  }

  @Test
  @DisplayName("B22 all replicas in one zone are a risk")
  void oneZoneIsARisk() {
    given.units = Views.pinned("1-0");
    given.observed = Views.observed(given.units);
    given.pods = Views.pods(given.units);

    assertThat(condition(given.status(), ConditionType.CapacityAtRisk).reason())
        .isEqualTo(Reason.NoSpareZone.name());
  }

  @Test
  @DisplayName("B26 an unpinned unit is balanced when its replicas lie in two zones")
  void anUnpinnedUnitNeedsTwoZones() {
    PlannedUnit unit = new PlannedUnit("auto-0", null, null, true);
    given.units = List.of(unit);
    given.observed = Views.observed(given.units);
    given.pods =
        List.of(new PodFacts("a", "auto-0", "1", true), new PodFacts("b", "auto-0", "1", true));
    assertThat(condition(given.status(), ConditionType.ZoneBalanced).status())
        .isEqualTo(Condition.FALSE);

    given.pods =
        List.of(new PodFacts("a", "auto-0", "1", true), new PodFacts("b", "auto-0", "3", true));
    assertThat(condition(given.status(), ConditionType.ZoneBalanced).status())
        .isEqualTo(Condition.TRUE);
    assertThat(given.status().zoneSummary()).isEqualTo("1:1/1 2:0/0 3:1/1");
  }

  @Test
  @DisplayName("B42 a change shows since when it runs and at which step it is")
  void aChangeShowsItsSteps() {
    given.remaining = 3;
    given.previous = given.status();
    assertThat(given.previous.progress().step()).isEqualTo(1);

    given.remaining = 1;
    given.now = Views.NOW.plusSeconds(30);
    assertThat(given.status().progress().step()).isEqualTo(3);
    assertThat(given.status().progress().totalSteps()).isEqualTo(3);
    assertThat(given.status().progress().startedAt()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(condition(given.status(), ConditionType.Progressing).message())
        .startsWith("step 3 of 3, expected to end at ");
  }

  @Test
  @DisplayName("B42 a zone too small for its units is told with what is missing")
  void aZoneThatIsTooSmallIsTold() {
    given.pods =
        Stream.concat(
                given.pods.stream().filter(pod -> !pod.unit().equals("2-0")),
                Stream.of(refused("a", 5), refused("b", 9)))
            .toList();
    assertThat(condition(given.status(), ConditionType.RoomLacking).reason())
        .isEqualTo(Reason.NoRoom.name());
    assertThat(condition(given.status(), ConditionType.RoomLacking).message())
        .isEqualTo(
            "zone 2: 2 replicas wait for 1000m CPU and 1024 MiB of memory; missing: cpu, pods;"
                + " 0/6 nodes: 2 Insufficient cpu, 4 Too many pods");

    given.cordoned = Set.of("2");
    assertThat(condition(given.status(), ConditionType.RoomLacking).reason())
        .isEqualTo(Reason.ZoneCordoned.name());
    given.down = Set.of("2");
    assertThat(condition(given.status(), ConditionType.RoomLacking).status())
        .isEqualTo(Condition.FALSE);
  }

  @Test
  @DisplayName("B42 what the scheduler refuses for a moment is no want of room")
  void aMomentWithoutANodeIsNoWantOfRoom() {
    given.pods =
        Stream.concat(
                given.pods.stream().filter(pod -> !pod.unit().equals("2-0")),
                Stream.of(
                    refused("a", 3), new PodFacts("b", "2-0", null, false, "not placed", null)))
            .toList();

    assertThat(condition(given.status(), ConditionType.RoomLacking).status())
        .isEqualTo(Condition.FALSE);
    assertThat(new LocationStatusPlanner(given.view()).deadline())
        .contains(Views.NOW.plusSeconds(2));
  }

  private static PodFacts refused(String name, int secondsAgo) {
    return new PodFacts(
        name,
        "2-0",
        null,
        false,
        "0/6 nodes: 2 Insufficient cpu, 4 Too many pods",
        Views.NOW.minusSeconds(secondsAgo));
  }

  @Test
  @DisplayName("B21 B64 over zones the platform acts, and the units that keep capacity are told")
  void whoActsIsTold() {
    assertThat(given.status().outage())
        .isEqualTo(new OutageStatus(OutageActor.Platform, 6, null, null));

    given.known = List.of(new KnownZone("1", null), new KnownZone("2", null));
    assertThat(condition(given.status(), ConditionType.Advised).message())
        .isEqualTo("the cluster has 2 zones; three are advised");
  }

  @Test
  @DisplayName("B64 the units that survive the loss of a zone at the present load are told")
  void unitsForThePresentLoadAreTold() {
    assertThat(given.status().outage().unitsAtPresentLoad()).isNull();
    given.acknowledgements = given.busy(50);
    assertThat(given.status().outage().loadPercent()).isEqualTo(50);
    assertThat(given.status().outage().unitsAtPresentLoad()).isEqualTo(3);
    assertThat(condition(given.status(), ConditionType.CapacityAtRisk).status()).isEqualTo("False");

    given.acknowledgements = given.busy(70);
    assertThat(given.status().outage().unitsAtPresentLoad()).isEqualTo(6);
    Condition risk = condition(given.status(), ConditionType.CapacityAtRisk);
    assertThat(risk.status()).isEqualTo("True");
    assertThat(risk.reason()).isEqualTo(Reason.LoadTooHigh.name());
    assertThat(risk.message())
        .isEqualTo(
            "replicas are 70 % busy: to stay below 80 % when one zone is lost, the location needs"
                + " 6 units (spec.units: 3)");
  }

  @ParameterizedTest
  @CsvSource({"2,0,1", "2,40,1", "2,50,2", "3,0,1", "3,40,1", "3,50,2"})
  @DisplayName("B26 B64 of a unit over zones one replica is left, and it is enough up to 40 %")
  void aUnitOverZonesKeepsAReplica(int zones, int percent, int units) {
    given.units = List.of(new PlannedUnit("auto-0", null, null, true));
    given.observed = Views.observed(given.units);
    given.pods =
        List.of(new PodFacts("a", "auto-0", "1", true), new PodFacts("b", "auto-0", "2", true));
    given.known = given.known.subList(0, zones);
    given.zones = List.of();
    given.acknowledgements = given.busy(percent);

    assertThat(given.status().outage().unitsAtPresentLoad()).isEqualTo(units);
    assertThat(condition(given.status(), ConditionType.CapacityAtRisk).status())
        .isEqualTo(units == 1 ? Condition.FALSE : Condition.TRUE);
  }

  @Test
  @DisplayName("B64 while a zone is down, the load is that of the replicas that say it")
  void theLoadIsThatOfThoseThatSayIt() {
    given.acknowledgements = given.busy(70).subList(0, 4);

    assertThat(given.status().outage().unitsAtPresentLoad()).isEqualTo(3);
  }

  @Test
  @DisplayName("B64 a load at the edge is told once, and its end when it is a step lower")
  void aLoadAtTheEdgeIsToldOnce() {
    given.acknowledgements = given.busy(50);
    assertThat(condition(given.status(), ConditionType.CapacityAtRisk).status()).isEqualTo("False");
    given.acknowledgements = given.busy(60);
    given.previous = given.status();
    assertThat(condition(given.previous, ConditionType.CapacityAtRisk).status()).isEqualTo("True");
    given.acknowledgements = given.busy(50);
    given.previous = given.status();
    assertThat(condition(given.previous, ConditionType.CapacityAtRisk).status()).isEqualTo("True");
    assertThat(condition(given.previous, ConditionType.CapacityAtRisk).message())
        .startsWith("replicas are 50 % busy, and were busier: ")
        .endsWith("needs 6 units (spec.units: 3)");
    given.acknowledgements = given.busy(40);
    assertThat(condition(given.status(), ConditionType.CapacityAtRisk).status()).isEqualTo("False");
  }

  @Test
  @DisplayName("B64 a replica that has fallen silent says nothing of the present load")
  void silentReplicasDoNotCount() {
    given.acknowledgements = given.busy(70);
    given.now = Views.NOW.plusSeconds(61);

    assertThat(given.status().outage().loadPercent()).isNull();
  }

  @Test
  @DisplayName("B21 B22 B25 B30 one unit in one zone is warned against, and the user has to act")
  void oneUnitInOneZoneIsWarnedAgainst() {
    given.units = Views.pinned("1-0");
    given.observed = Views.observed(given.units);
    given.pods = Views.pods(given.units);
    given.zones = List.of("1");

    assertThat(given.status().outage())
        .isEqualTo(new OutageStatus(OutageActor.User, null, null, null));
    assertThat(condition(given.status(), ConditionType.Advised).message())
        .contains("spec.units: 1")
        .contains("Zonal is not zone resilient, and you have to act when zone 1 is lost");
  }

  @Test
  @DisplayName("B79 units that were scaled in the cluster of a copy are told there, too")
  void unitsThatWereScaledHereAreTold() {
    assertThat(given.status().conditions())
        .noneMatch(condition -> condition.type().equals(ConditionType.UnitsOverridden.name()));
    given.unitsPushed = Optional.of(false);
    assertThat(condition(given.status(), ConditionType.UnitsOverridden).message())
        .startsWith("units are 3, as they were scaled in this cluster;");
    given.origin = new Origin("lineage", 1L, "west", 1L, "westus", OriginState.Active, 6);
    assertThat(condition(given.status(), ConditionType.UnitsOverridden).message())
        .startsWith("units are 3, as they were scaled in this cluster, and 6 in the primary;");
    given.unitsPushed = Optional.of(true);
    assertThat(condition(given.status(), ConditionType.UnitsOverridden).status())
        .isEqualTo(Condition.FALSE);
  }

  @Test
  @DisplayName("a name that somebody else has taken is told, and the location is not Ready")
  void aTakenNameIsTold() {
    given.hindrances = new Hindrances(Set.of("Service west-gateway"), Set.of());

    assertThat(condition(given.status(), ConditionType.Stalled).reason())
        .isEqualTo(Reason.NameTaken.name());
    assertThat(condition(given.status(), ConditionType.Ready).message())
        .startsWith("Service west-gateway in this namespace is not the operator's");
  }

  @Test
  @DisplayName("what the cluster refuses is told in its words, and the location is not Ready")
  void aRefusedChildIsTold() {
    given.hindrances =
        new Hindrances(Set.of(), Set.of("Deployment is invalid: spec.template.spec.tolerations"));

    assertThat(condition(given.status(), ConditionType.Stalled).reason())
        .isEqualTo(Reason.ChildRefused.name());
    assertThat(condition(given.status(), ConditionType.Ready).message())
        .isEqualTo(
            "the cluster refuses what the location asks for: Deployment is invalid:"
                + " spec.template.spec.tolerations");
  }

  @Test
  @DisplayName("B42 a location that is paused says so, and is never stalled meanwhile")
  void aPausedLocationSaysSo() {
    given.remaining = 3;
    given.previous = given.status();
    assertThat(condition(given.previous, ConditionType.Paused).status()).isEqualTo(Condition.FALSE);
    given.paused = true;
    given.now = Views.NOW.plusSeconds(9999);

    assertThat(condition(given.status(), ConditionType.Paused).status()).isEqualTo(Condition.TRUE);
    assertThat(condition(given.status(), ConditionType.Stalled).status())
        .isEqualTo(Condition.FALSE);
  }

  @Test
  @DisplayName("B53 a revision that some replicas serve is counted, and is not Ready")
  void acknowledgementsAreCounted() {
    List<Acknowledgement> all = new ArrayList<>(given.acknowledged("hash", 800));
    Acknowledgement late = all.remove(0);
    all.add(new Acknowledgement(late.replica(), "old", "", null, null, late.expires()));
    given.acknowledgements = all;
    GatewayLocationStatus status = given.status();

    assertThat(status.configuration().acknowledgedReplicas()).isEqualTo(5);
    assertThat(status.configuration().totalReplicas()).isEqualTo(6);
    assertThat(condition(status, ConditionType.ConfigurationInSync).reason())
        .isEqualTo(Reason.Propagating.name());
    assertThat(condition(status, ConditionType.Ready).status()).isEqualTo(Condition.FALSE);
  }

  @Test
  @DisplayName("B53 the lag is that of the last replica, and a restart later does not lengthen it")
  void theLagStaysOnceAllHaveTheRevision() {
    given.previous = given.status();
    assertThat(given.previous.configuration().lagMillis()).isEqualTo(800);

    given.acknowledgements = given.acknowledged("hash", 999_000);
    assertThat(given.status().configuration().lagMillis()).isEqualTo(800);
  }

  @Test
  @DisplayName("B53 a replica that refuses the revision is named with its reason")
  void aRefusalIsNamed() {
    given.acknowledgements =
        given.pods.stream()
            .map(p -> new Acknowledgement(p.name(), "old", "bad bucket", null, null, Views.NOW))
            .toList();

    assertThat(condition(given.status(), ConditionType.ConfigurationInSync).message())
        .isEqualTo("1-0-0: bad bucket");
  }

  @Test
  @DisplayName("B20 a self-hosted location counts the gateways that are heard of")
  void selfHostedCountsLiveGateways() {
    given.hosting = Hosting.SelfHosted;
    given.units = List.of();
    given.observed = List.of();
    given.pods = List.of();
    given.acknowledgements =
        List.of(
            new Acknowledgement("a", "hash", "", Views.PUBLISHED, null, Views.NOW.plusSeconds(1)),
            new Acknowledgement("b", "hash", "", Views.PUBLISHED, null, Views.NOW.minusSeconds(1)));
    GatewayLocationStatus status = given.status();

    assertThat(status.readySummary()).isEqualTo("1/1");
    assertThat(status.zones()).isEmpty();
    assertThat(condition(status, ConditionType.Ready).status()).isEqualTo(Condition.TRUE);
    assertThat(status.footprint()).isNull();
  }

  @Test
  @DisplayName("B35 what is not accepted is not Ready, and says why, while its gateways go on")
  void aRefusedSpecSaysWhy() {
    given.verdict = new Verdict(false, Reason.ZoneNotFound, "no such zone");
    GatewayLocationStatus status = given.status();

    assertThat(condition(status, ConditionType.Ready).reason())
        .isEqualTo(Reason.ZoneNotFound.name());
    assertThat(status.readySummary()).isEqualTo("6/6");
  }

  @Test
  void withoutAPointerThereIsNoConfiguration() {
    given.configuration = Optional.empty();

    assertThat(condition(given.status(), ConditionType.Ready).reason())
        .isEqualTo(Reason.NoConfiguration.name());
  }

  @Test
  @DisplayName("B42 a transition time moves with the status, not with the message")
  void transitionTimesMoveWithTheStatus() {
    given.pods = Views.unready(given.pods, "2-0-1");
    given.previous = given.status();
    given.pods = Views.unready(given.pods, "3-0-1");
    given.now = Views.NOW.plusSeconds(60);
    assertThat(condition(given.status(), ConditionType.Ready).lastTransitionTime())
        .isEqualTo("2026-01-02T03:04:05Z");

    given.pods = Views.pods(given.units);
    assertThat(condition(given.status(), ConditionType.Ready).lastTransitionTime())
        .isEqualTo("2026-01-02T03:05:05Z");
  }

  private static Condition condition(GatewayLocationStatus status, ConditionType type) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals(type.name()))
        .findFirst()
        .orElseThrow();
  }
}
