package dev.apim.operator.domain.rollout;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Edits that overtake one another. A failure is shrunk, and prints the seed that repeats it. */
class RandomSequencesTest {

  /** An edit, and how many rounds pass before the next one overtakes it. */
  record Timed(Edit edit, int rounds) {}

  @Property(tries = 10_000)
  @Label("B34 B41 every sequence of edits holds the floor and ends as the last edit alone would")
  void everySequenceEndsAsItsLastEditAlone(
      @ForAll("sequences") List<Timed> sequence,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int atOnce) {
    SimulatedLocation location = new SimulatedLocation(seed, atOnce);
    for (Timed timed : sequence) {
      location.edit(timed.edit()).rounds(timed.rounds());
    }
    Edit last = sequence.get(sequence.size() - 1).edit().good();
    location.edit(last).settle();

    Settled.check(location, last, sequence.toString());
  }

  @Provide
  Arbitrary<List<Timed>> sequences() {
    Arbitrary<Integer> rounds =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(0, 8)),
            Tuple.of(1, Arbitraries.integers().between(8, 60)));
    return Combinators.combine(edits(), rounds).as(Timed::new).list().ofMinSize(1).ofMaxSize(8);
  }

  private static Arbitrary<Edit> edits() {
    Arbitrary<List<String>> zones =
        Arbitraries.of("1", "2", "3", "4")
            .list()
            .uniqueElements()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(list -> list.stream().sorted().toList());
    Arbitrary<Edit> named =
        Combinators.combine(zones, Arbitraries.integers().between(1, 6))
            .as(
                (list, each) ->
                    Edit.over(Math.max(1, Math.min(each, 12 / list.size())) * list.size(), list));
    Arbitrary<Edit> automatic = Arbitraries.integers().between(1, 8).map(Edit::automatic);
    Arbitrary<Edit> oneZone = Arbitraries.integers().between(1, 4).map(Edit::inOneZone);
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(4, named), Tuple.of(2, automatic), Tuple.of(1, oneZone)),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 5))
        .as(
            (edit, version, luck) ->
                luck == 0 ? edit.withTemplate(version).spoiled() : edit.withTemplate(version));
  }
}
