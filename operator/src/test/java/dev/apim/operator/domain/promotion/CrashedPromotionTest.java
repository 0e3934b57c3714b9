package dev.apim.operator.domain.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.operator.domain.promotion.ModelCluster.Crash;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three clusters in memory that plan and write as the product does, and die in between. */
class CrashedPromotionTest {

  private static final int ROUNDS = 40;
  private static final int MOST_WRITES = 60;

  private final ModelCluster west = new ModelCluster("west");
  private final ModelCluster east = new ModelCluster("east");
  private final ModelCluster north = new ModelCluster("north");
  private final List<ModelCluster> all = List.of(west, east, north);

  @Test
  @DisplayName("B10b B82 a planned promotion that dies after any write ends with one holder")
  void aPlannedPromotionThatDiesAfterAnyWrite() {
    for (int n = 0; n < MOST_WRITES; n++) {
      CrashedPromotionTest run = new CrashedPromotionTest();
      run.begin();
      Crash crash = new Crash(n);
      run.west.primary("east");
      run.rounds(crash);
      run.rounds(Crash.never());
      run.assertThatEverybodyFollows(run.east, 2);
      assertThat(run.east.sources()).contains("orders", "users");
    }
  }

  @Test
  @DisplayName("B10b B82 so does a forced one, with the old primary away and back")
  void aForcedPromotionThatDiesAfterAnyWrite() {
    for (int n = 0; n < MOST_WRITES; n++) {
      CrashedPromotionTest run = new CrashedPromotionTest();
      run.begin();
      run.west.away(true);
      Crash crash = new Crash(n);
      run.east.primary("east");
      run.east.force(2);
      run.rounds(crash);
      run.west.away(false);
      run.rounds(Crash.never());
      run.assertThatEverybodyFollows(run.east, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("B82 with two promoted at once no number has two hashes, and one more word decides")
  void twoPromotedAtOnce(long seed) {
    begin();
    Random chance = new Random(seed);
    west.away(true);
    east.primary("east");
    east.force(2);
    north.primary("north");
    north.force(2);
    east.loop(List.of(east), Crash.never());
    north.loop(List.of(north), Crash.never());
    for (int i = 0; i < ROUNDS; i++) {
      all.get(chance.nextInt(3)).loop(all, new Crash(chance.nextInt(6)));
    }
    west.away(false);
    rounds(Crash.never());
    assertThat(List.of(east.holder(), north.holder())).containsExactly("east", "north");
    assertNumbers();

    east.force(3);
    rounds(Crash.never());
    assertThatEverybodyFollows(east, 3);
  }

  private void begin() {
    west.begin("orders", "users");
    rounds(Crash.never());
    assertThatEverybodyFollows(west, 1);
  }

  private void rounds(Crash crash) {
    for (int i = 0; i < ROUNDS; i++) {
      all.forEach(cluster -> cluster.loop(all, crash));
    }
  }

  private void assertThatEverybodyFollows(ModelCluster holder, long epoch) {
    for (ModelCluster cluster : all) {
      assertThat(cluster.holder()).as(cluster.name()).isEqualTo(holder.name());
      assertThat(cluster.epoch()).as(cluster.name()).isEqualTo(epoch);
      assertThat(cluster.hash()).as(cluster.name()).isEqualTo(holder.hash());
    }
    assertNumbers();
  }

  private void assertNumbers() {
    Map<String, Set<String>> hashes = new TreeMap<>();
    all.forEach(
        cluster ->
            cluster
                .ledger()
                .forEach(
                    (number, hash) ->
                        hashes.computeIfAbsent(number, key -> new TreeSet<>()).add(hash)));
    assertThat(hashes).allSatisfy((number, of) -> assertThat(of).as(number).hasSize(1));
  }
}
