package dev.apim.operator.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Units 1 to 12 over one to four zones in every mode, each to each of its neighbours. */
class EveryTransitionTest {

  private static final List<String> ZONES = List.of("1", "2", "3", "4");
  private static final int MOST = 12;
  private static final int SEEDS = 3;

  static Stream<Edit> shapes() {
    Stream<Edit> zones =
        IntStream.rangeClosed(1, 4)
            .boxed()
            .flatMap(
                count ->
                    IntStream.rangeClosed(1, MOST / count)
                        .mapToObj(n -> Edit.over(n * count, ZONES.subList(0, count))));
    Stream<Edit> automatic = IntStream.rangeClosed(1, MOST).mapToObj(Edit::automatic);
    Stream<Edit> oneZone = IntStream.rangeClosed(1, 4).mapToObj(Edit::inOneZone);
    return Stream.of(zones, automatic, oneZone).flatMap(shapes -> shapes);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  @DisplayName("B34 B40 B41 every change ends exact, and holds the floor of every zone on the way")
  void everyChangeEndsExactAndHoldsTheFloor(Edit from) {
    for (Edit to : neighbours(from)) {
      for (int seed = 0; seed < SEEDS; seed++) {
        String story = "seed " + seed + ": " + from + " to " + to;
        SimulatedLocation location =
            new SimulatedLocation(seed, 1).edit(from).settle().edit(to).settle();
        Settled.check(location, to, story);
        assertThat(location.mostReplaced()).as(story).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  @DisplayName("B41 without room for one replica more, a rollout is still carried out")
  void aRolloutWithoutRoom() {
    Edit from = Edit.over(6, List.of("1", "2", "3"));
    SimulatedLocation location =
        new SimulatedLocation(7, 1).edit(from).settle().room(4).edit(from.withTemplate(1)).settle();

    Settled.check(location, from.withTemplate(1), "no room");
    assertThat(location.mostReplaced()).isEqualTo(1);
  }

  @Test
  @DisplayName("B41 a bad template stops at its first unit, costs no replica, and is taken back")
  void aBadTemplate() {
    Edit good = Edit.over(6, List.of("1", "2", "3"));
    SimulatedLocation location =
        new SimulatedLocation(7, 1).edit(good).settle().edit(good.withTemplate(1).spoiled());
    location.rounds(200);

    assertThat(location.end().values().stream().filter(hash -> hash.startsWith("1bad"))).hasSize(1);
    location.edit(good).settle();
    Settled.check(location, good, "taken back");
  }

  private static Set<Edit> neighbours(Edit from) {
    Set<Edit> to = new LinkedHashSet<>();
    to.add(from.withTemplate(1));
    int step = Math.max(1, from.zones().size());
    for (int units : List.of(from.units() - step, from.units() + step)) {
      to.add(new Edit(from.mode(), from.zones(), units, from.tierHasZones(), 0, false));
      to.add(new Edit(from.mode(), from.zones(), units, from.tierHasZones(), 1, false));
    }
    to.add(Edit.automatic(from.units()));
    to.add(Edit.inOneZone(Math.min(4, from.units())));
    for (List<String> zones : zoneSets(from.zones())) {
      Stream.of(from.units(), down(from.units(), zones.size()), up(from.units(), zones.size()))
          .filter(units -> units % zones.size() == 0)
          .forEach(units -> to.add(Edit.over(units, zones)));
    }
    to.removeIf(edit -> edit.units() < 1 || edit.equals(from));
    return to;
  }

  /** One zone more, one fewer, one moved; from Automatic to any number of them. */
  private static List<List<String>> zoneSets(List<String> from) {
    List<List<String>> sets = new ArrayList<>();
    if (from.isEmpty()) {
      IntStream.rangeClosed(1, 4).forEach(n -> sets.add(ZONES.subList(0, n)));
    }
    for (String zone : from) {
      sets.add(without(from, zone));
      ZONES.stream()
          .filter(other -> !from.contains(other))
          .forEach(other -> sets.add(with(without(from, zone), other)));
    }
    ZONES.stream().filter(other -> !from.contains(other)).forEach(z -> sets.add(with(from, z)));
    sets.removeIf(List::isEmpty);
    return sets;
  }

  private static List<String> without(List<String> zones, String zone) {
    return zones.stream().filter(other -> !other.equals(zone)).toList();
  }

  private static List<String> with(List<String> zones, String zone) {
    return Stream.concat(zones.stream(), Stream.of(zone)).sorted().toList();
  }

  private static int down(int units, int step) {
    return units / step * step;
  }

  private static int up(int units, int step) {
    return down(units + step - 1, step);
  }
}
