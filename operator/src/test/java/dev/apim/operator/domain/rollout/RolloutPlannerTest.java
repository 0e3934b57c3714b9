package dev.apim.operator.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.UpdateSpec;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RolloutPlannerTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final List<String> SIX = List.of("1-0", "1-1", "2-0", "2-1", "3-0", "3-1");

  @Test
  @DisplayName("B2 missing units are all made at once")
  void missingUnitsAreMadeAtOnce() {
    RolloutPlan plan = plan(SIX, "new", List.of(), Set.of());

    assertThat(plan.steps().values()).hasSize(6).containsOnly(UnitStep.Apply);
    assertThat(plan.remaining()).isEqualTo(6);
  }

  @Test
  @DisplayName("B41 a new template reaches one unit at a time")
  void oneUnitAtATime() {
    RolloutPlan plan = plan(SIX, "new", all("old"), Set.of());

    assertThat(applied(plan)).containsExactly("1-0");
    assertThat(plan.remaining()).isEqualTo(6);
  }

  @Test
  @DisplayName("B41 while a unit is being replaced the others wait")
  void theOthersWait() {
    List<ObservedUnit> units = all("old");
    units.set(0, unit("1-0", "new", 2, true));

    assertThat(applied(plan(SIX, "new", units, Set.of()))).containsExactly("1-0");
  }

  @Test
  @DisplayName("B41 a unit that is ending a replica is given no other template before it is gone")
  void noTemplateWhileAReplicaEnds() {
    List<ObservedUnit> units = all("new");
    units.set(0, unit("1-0", "overtaken", 3, true));
    assertThat(plan(SIX, "new", units, Set.of()).steps()).containsEntry("1-0", UnitStep.Hold);

    units.set(0, unit("1-0", "overtaken", 2, true));
    assertThat(plan(SIX, "new", units, Set.of()).steps()).containsEntry("1-0", UnitStep.Apply);
  }

  @Test
  @DisplayName("B41 a zone is changed before the next")
  void aZoneBeforeTheNext() {
    List<ObservedUnit> units = all("old");
    units.set(0, unit("1-0", "new", 2, false));

    assertThat(applied(plan(SIX, "new", units, Set.of()))).containsExactly("1-0", "1-1");
  }

  @Test
  @DisplayName("B41 nothing is changed while another zone is not whole")
  void nothingWhileAnotherZoneIsNotWhole() {
    List<ObservedUnit> units = all("old");
    units.set(4, unit("3-0", "old", 1, false));

    assertThat(applied(plan(SIX, "new", units, Set.of()))).containsExactly("3-0");
  }

  @Test
  @DisplayName("B62 a zone that is down does not stop the others")
  void aZoneThatIsDownStopsNobody() {
    List<ObservedUnit> units = all("old");
    units.set(4, unit("3-0", "new", 0, true));
    units.set(5, unit("3-1", "new", 0, true));

    assertThat(applied(plan(SIX, "new", units, Set.of("3"))))
        .containsExactlyInAnyOrder("1-0", "3-0", "3-1");
  }

  @Test
  @DisplayName("B41 a bad template stops at its first unit, and taking it back reaches that unit")
  void aBadTemplateIsTakenBack() {
    List<ObservedUnit> units = all("old");
    units.set(0, unit("1-0", "bad", 2, true));

    assertThat(applied(plan(SIX, "bad", units, Set.of()))).containsExactly("1-0");
    RolloutPlan back = plan(SIX, "old", units, Set.of());
    assertThat(back.step("1-0")).isEqualTo(UnitStep.Apply);
    assertThat(back.remaining()).isEqualTo(1);
  }

  @Test
  @DisplayName("B34 scaling in removes the surplus at once")
  void scalingInIsAtOnce() {
    RolloutPlan plan = plan(List.of("1-0", "2-0", "3-0"), "h", all("h"), Set.of());

    assertThat(removed(plan)).containsExactly("1-1", "2-1", "3-1");
  }

  @Test
  @DisplayName("B34 where a unit that stays lacks a replica, its zone keeps the surplus meanwhile")
  void scalingInWaitsForALostReplica() {
    List<ObservedUnit> units = all("h");
    units.set(2, unit("2-0", "h", 1, false));

    RolloutPlan plan = plan(List.of("1-0", "2-0", "3-0"), "h", units, Set.of());

    assertThat(removed(plan)).containsExactly("1-1", "3-1");
  }

  @Test
  @DisplayName("B34 what has waited for room until the deadline gets that of the surplus")
  void scalingInMakesRoom() {
    List<ObservedUnit> units = all("h");
    units.set(2, noRoom("2-0", "h", 1, 601));

    assertThat(removed(plan(List.of("1-0", "2-0", "3-0"), "h", units, Set.of())))
        .containsExactly("1-1", "2-1", "3-1");
  }

  @Test
  @DisplayName("B62 scaling in during an outage is carried out in the zones that are left")
  void scalingInDuringAnOutage() {
    List<ObservedUnit> units = all("h");
    units.set(4, unit("3-0", "h", 0, false));
    units.set(5, unit("3-1", "h", 0, false));

    assertThat(removed(plan(List.of("1-0", "2-0", "3-0"), "h", units, Set.of("3"))))
        .containsExactly("1-1", "2-1", "3-1");
  }

  @Test
  @DisplayName("B41 a location is never moved into a zone that is down before it is back")
  void nothingMovesIntoADeadZone() {
    List<ObservedUnit> units = List.of(unit("1-0", "h", 2, false), unit("2-0", "h", 0, true));

    assertThat(removed(plan(List.of("2-0"), "h", units, Set.of("2")))).isEmpty();
    List<ObservedUnit> lost = List.of(unit("1-0", "h", 2, false), unit("2-0", "h", 0, false));
    assertThat(removed(plan(List.of("2-0"), "h", lost, Set.of("2")))).isEmpty();
  }

  @Test
  @DisplayName("B41 units of one zone are replaced together as far as the limit says")
  void asManyAtOnceAsTheLimitSays() {
    UpdateSpec three = new UpdateSpec(3, null);

    assertThat(applied(plan(SIX, "new", all("old"), Set.of(), three)))
        .containsExactly("1-0", "1-1");
    List<ObservedUnit> units = all("old");
    units.set(0, unit("1-0", "new", 2, true));
    units.set(1, unit("1-1", "new", 2, false));
    assertThat(applied(plan(SIX, "new", units, Set.of(), three))).containsExactly("1-0", "1-1");
  }

  @Test
  @DisplayName("B41 with no room for one replica more, that unit alone goes on with one fewer")
  void withoutRoomAUnitGoesOnWithOneFewer() {
    List<ObservedUnit> units = all("old");
    units.set(0, noRoom("1-0", "new", 2, 599));
    RolloutPlan early = plan(SIX, "new", units, Set.of());
    assertThat(early.step("1-0")).isEqualTo(UnitStep.Apply);
    assertThat(early.deadline()).contains(NOW.plusSeconds(1));

    units.set(0, noRoom("1-0", "new", 2, 600));
    RolloutPlan late = plan(SIX, "new", units, Set.of());
    assertThat(with(late, UnitStep.ApplyWithoutSurge)).containsExactly("1-0");
    assertThat(applied(late)).isEmpty();
  }

  @Test
  @DisplayName("B41 a unit goes on with one fewer until it is done, and then has its surge again")
  void oneFewerUntilDone() {
    List<ObservedUnit> units = all("old");
    units.set(0, new ObservedUnit(planned("1-0"), "new", 2, 1, true, null, true));
    assertThat(plan(SIX, "new", units, Set.of()).step("1-0")).isEqualTo(UnitStep.ApplyWithoutSurge);

    units.set(0, new ObservedUnit(planned("1-0"), "new", 2, 2, false, null, true));
    assertThat(plan(SIX, "new", units, Set.of()).step("1-0")).isEqualTo(UnitStep.Apply);
  }

  @Test
  @DisplayName("B41 no unit goes on with one fewer while another lacks a replica, or by failing")
  void oneFewerOnlyForWantOfRoom() {
    List<ObservedUnit> units = all("old");
    units.set(0, noRoom("1-0", "new", 2, 9999));
    units.set(5, unit("3-1", "old", 1, false));
    assertThat(plan(SIX, "new", units, Set.of()).step("1-0")).isEqualTo(UnitStep.Apply);

    units = all("old");
    units.set(0, unit("1-0", "bad", 2, true));
    assertThat(plan(SIX, "bad", units, Set.of()).step("1-0")).isEqualTo(UnitStep.Apply);
  }

  @Test
  @DisplayName("B41 a bad template reaches no broken unit beside its first one")
  void aBadTemplateReachesNoOtherBrokenUnit() {
    List<ObservedUnit> units = all("old");
    units.set(0, unit("1-0", "bad", 2, true));
    units.set(5, unit("3-1", "old", 0, false));

    assertThat(applied(plan(SIX, "bad", units, Set.of()))).containsExactly("1-0");
  }

  @Test
  @DisplayName("B41 what serves nobody is replaced at once when the new template has proven itself")
  void whatServesNobodyIsReplacedAtOnce() {
    List<ObservedUnit> units =
        SIX.stream()
            .map(name -> unit(name, "bad", 0, true))
            .collect(Collectors.toCollection(ArrayList::new));
    assertThat(applied(plan(SIX, "good", units, Set.of()))).containsExactly("1-0");

    units.set(0, unit("1-0", "good", 2, false));
    assertThat(applied(plan(SIX, "good", units, Set.of()))).containsExactlyElementsOf(SIX);
  }

  @Test
  @DisplayName("B41 units of a zone that is left go when the new ones are ready")
  void oldZonesGoLast() {
    List<String> moved = List.of("1-0", "2-0", "4-0");
    List<ObservedUnit> before =
        new ArrayList<>(
            List.of(
                unit("1-0", "h", 2, false),
                unit("2-0", "h", 2, false),
                unit("3-0", "h", 2, false)));

    assertThat(removed(plan(moved, "h", before, Set.of()))).isEmpty();
    before.add(unit("4-0", "h", 1, true));
    assertThat(removed(plan(moved, "h", before, Set.of()))).isEmpty();
    before.set(3, unit("4-0", "h", 2, false));
    assertThat(removed(plan(moved, "h", before, Set.of()))).containsExactly("3-0");
  }

  @Test
  @DisplayName("B40 a unit of a lost zone that is left goes at once, since it serves nobody")
  void aDeadSurplusUnitGoesAtOnce() {
    List<ObservedUnit> before = List.of(unit("1-0", "h", 2, false), unit("3-0", "h", 0, false));

    assertThat(removed(plan(List.of("1-0", "4-0"), "h", before, Set.of("3"))))
        .containsExactly("3-0");
  }

  @Test
  @DisplayName("B41 followed step by step, a rollout ends with every unit changed")
  void aRolloutEnds() {
    List<ObservedUnit> units = all("old");
    int steps = 0;
    while (plan(SIX, "new", units, Set.of()).remaining() > 0) {
      RolloutPlan plan = plan(SIX, "new", units, Set.of());
      List<ObservedUnit> next = new ArrayList<>();
      for (ObservedUnit unit : units) {
        boolean change =
            plan.step(unit.unit().name()) == UnitStep.Apply && unit.templateHash().equals("old");
        next.add(unit(unit.unit().name(), change ? "new" : unit.templateHash(), 2, change));
      }
      assertThat(next.stream().filter(ObservedUnit::rolling)).hasSizeLessThanOrEqualTo(1);
      units = next;
      assertThat(++steps).isLessThan(20);
    }

    assertThat(units).allMatch(unit -> unit.templateHash().equals("new"));
  }

  private static List<ObservedUnit> all(String hash) {
    return SIX.stream()
        .map(name -> unit(name, hash, 2, false))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static ObservedUnit unit(String name, String hash, int ready, boolean rolling) {
    return new ObservedUnit(planned(name), hash, 2, ready, rolling);
  }

  private static ObservedUnit noRoom(String name, String hash, int ready, long seconds) {
    return new ObservedUnit(planned(name), hash, 2, ready, true, NOW.minusSeconds(seconds), false);
  }

  private static PlannedUnit planned(String name) {
    String zone = name.substring(0, name.indexOf('-'));
    return new PlannedUnit(name, zone, zone, false);
  }

  private static RolloutPlan plan(
      List<String> names, String hash, List<ObservedUnit> observed, Set<String> down) {
    return plan(names, hash, observed, down, UpdateSpec.DEFAULT);
  }

  private static RolloutPlan plan(
      List<String> names,
      String hash,
      List<ObservedUnit> observed,
      Set<String> down,
      UpdateSpec limits) {
    RolloutGoal goal =
        new RolloutGoal(
            names.stream().map(RolloutPlannerTest::planned).toList(),
            names.stream().collect(Collectors.toMap(name -> name, name -> hash)),
            2,
            limits);
    return new RolloutPlanner(goal, observed, down, NOW).plan();
  }

  private static Stream<String> with(RolloutPlan plan, UnitStep step) {
    return plan.steps().entrySet().stream()
        .filter(entry -> entry.getValue() == step)
        .map(Map.Entry::getKey)
        .sorted();
  }

  private static List<String> applied(RolloutPlan plan) {
    return with(plan, UnitStep.Apply).toList();
  }

  private static List<String> removed(RolloutPlan plan) {
    return with(plan, UnitStep.Remove).toList();
  }
}
