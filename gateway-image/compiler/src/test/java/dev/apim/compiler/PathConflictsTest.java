package dev.apim.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.RevisionEntry;
import dev.apim.api.config.VersionEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PathConflictsTest {

  /** What a user wants of an Api: few hosts and paths, so that most of them collide. */
  record Wish(List<String> hosts, String path, int year, int revision, String version) {}

  @Provide
  Arbitrary<List<Wish>> wishes() {
    Arbitrary<List<String>> hosts = Arbitraries.of("h1", "h2").set().ofMaxSize(2).map(List::copyOf);
    Arbitrary<String> paths = Arbitraries.of("", "x", "y");
    Arbitrary<Integer> revisions = Arbitraries.of(0, 1, -1, 2, -2);
    Arbitrary<String> versions = Arbitraries.of("", "", "Header 1", "Header 2", "Query 1");
    return Combinators.combine(
            hosts, paths, Arbitraries.integers().between(2020, 2022), revisions, versions)
        .as(Wish::new)
        .list()
        .ofMaxSize(7);
  }

  private static ApiEntry entry(int number, Wish wish) {
    String[] version = wish.version().split(" ");
    return new ApiEntry(
        "api-" + number,
        wish.path(),
        wish.hosts(),
        null,
        "http://b",
        wish.version().isEmpty() ? null : new VersionEntry(version[0], "v", version[1]),
        wish.revision() == 0
            ? null
            : new RevisionEntry(Math.abs(wish.revision()), wish.revision() > 0),
        List.of(),
        null,
        null);
  }

  private static List<ApiCandidate> settled(
      List<Wish> wishes, Map<String, ApiEntry> active, long seed) {
    List<ApiCandidate> candidates = new ArrayList<>();
    for (int i = 0; i < wishes.size(); i++) {
      candidates.add(
          new ApiCandidate(
              entry(i, wishes.get(i)),
              wishes.get(i).year() + "-01-01T00:00:00Z",
              active.get("api-" + i),
              Verdict.good()));
    }
    Collections.shuffle(candidates, new Random(seed));
    PathConflicts.settle(candidates);
    return candidates;
  }

  private static Map<String, ApiEntry> chosen(List<ApiCandidate> candidates) {
    Map<String, ApiEntry> chosen = new HashMap<>();
    candidates.stream()
        .filter(candidate -> candidate.chosen() != null)
        .forEach(candidate -> chosen.put(candidate.name(), candidate.chosen()));
    return chosen;
  }

  @Property
  void eachHostAndPathHasOneApiWhateverIsAskedAndWhateverWasBefore(
      @ForAll("wishes") List<Wish> before, @ForAll("wishes") List<Wish> after) {
    Map<String, ApiEntry> active = chosen(settled(before, Map.of(), 1));
    List<ApiCandidate> candidates = settled(after, active, 1);
    Set<Claim> taken = new HashSet<>();
    for (ApiCandidate candidate : candidates) {
      for (Claim claim : candidate.claims()) {
        assertThat(taken.add(claim)).as("%s by %s", claim, candidate.name()).isTrue();
      }
    }
  }

  @Property
  void whatIsServedIsWhatIsWantedOrWhatWasServedBefore(
      @ForAll("wishes") List<Wish> before, @ForAll("wishes") List<Wish> after) {
    Map<String, ApiEntry> active = chosen(settled(before, Map.of(), 1));
    for (ApiCandidate candidate : settled(after, active, 1)) {
      int number = Integer.parseInt(candidate.name().substring(4));
      assertThat(candidate.chosen())
          .isEqualTo(
              candidate.verdict().accepted()
                  ? entry(number, after.get(number))
                  : active.get(candidate.name()));
    }
  }

  @Property
  void theOrderInWhichObjectsWereReadMeansNothing(
      @ForAll("wishes") List<Wish> wishes, @ForAll long seed) {
    assertThat(chosen(settled(wishes, Map.of(), seed)))
        .isEqualTo(chosen(settled(wishes, Map.of(), 1)));
  }

  @Property
  void compilingAgainChangesNothing(
      @ForAll("wishes") List<Wish> before, @ForAll("wishes") List<Wish> after) {
    Map<String, ApiEntry> active = chosen(settled(before, Map.of(), 1));
    Map<String, ApiEntry> first = chosen(settled(after, active, 1));
    Map<String, ApiEntry> second = chosen(settled(after, first, 1));
    for (Map.Entry<String, ApiEntry> served : first.entrySet()) {
      assertThat(second).as("no Api loses what it serves").containsKey(served.getKey());
    }
  }
}
