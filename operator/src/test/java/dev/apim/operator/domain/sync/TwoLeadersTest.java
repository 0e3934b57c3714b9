package dev.apim.operator.domain.sync;

import static dev.apim.operator.domain.sync.SyncFixtures.IDENTITY;
import static dev.apim.operator.domain.sync.SyncFixtures.LINEAGE;
import static dev.apim.operator.domain.sync.SyncFixtures.NOW;
import static dev.apim.operator.domain.sync.SyncFixtures.SCOPE;
import static dev.apim.operator.domain.sync.SyncFixtures.next;
import static dev.apim.operator.domain.sync.SyncFixtures.publication;
import static dev.apim.operator.domain.sync.SyncFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A leader that hangs in mid-push, and goes on with what it had in mind beside its successor. */
class TwoLeadersTest {

  private static final int SEEDS = 300;
  private static final int STEPS = 60;

  @Test
  @DisplayName(
      "B82 an old leader that wakes in mid-push, after any write, never sets a target back")
  void anOldLeaderThatWakesNeverSetsATargetBack() {
    Publication old = publication();
    Publication newer = edited(old, "orders", "users");
    Publication newest = edited(newer, "orders", "invoices");
    int writes = new ModelTarget().writes(plan(newer, filled(old))).size();
    for (int n = 0; n <= writes; n++) {
      ModelTarget target = filled(old);
      List<Runnable> ofTheOldLeader = target.writes(plan(newer, target));
      ofTheOldLeader.subList(0, n).forEach(Runnable::run);
      push(newest, target);
      ofTheOldLeader.subList(n, writes).forEach(Runnable::run);

      assertThat(target.active())
          .as("after write " + n)
          .isEqualTo(newest.pointer().active().hash());
      push(newest, target);
      assertThat(plan(newest, target).steps()).isEmpty();
      assertThat(target.activated()).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  @DisplayName(
      "B82 with two leaders at once, in any order of their steps, no number has two hashes")
  void noNumberHasTwoHashes() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new Race(seed).run();
    }
  }

  private static ModelTarget filled(Publication publication) {
    ModelTarget target = new ModelTarget();
    push(publication, target);
    return target;
  }

  private static void push(Publication publication, ModelTarget target) {
    target.writes(plan(publication, target)).forEach(Runnable::run);
  }

  private static PushPlan plan(Publication publication, ModelTarget target) {
    return PushPlanner.plan(publication, SCOPE, target.view());
  }

  private static Publication edited(Publication before, String... apis) {
    Snapshot snapshot = snapshot(apis);
    return with(before, next(Optional.of(before.pointer()), snapshot), snapshot);
  }

  private static Publication with(
      Publication before, GatewayConfigurationSpec pointer, Snapshot snapshot) {
    return new Publication(
        before.namespace(),
        before.name(),
        before.instance(),
        before.locations(),
        pointer,
        snapshot);
  }

  /** Two leaders that read, plan, write by compare-and-swap and push, one step each in turn. */
  private static final class Race {

    private final Random chance;
    private final ModelTarget target = new ModelTarget();
    private final Map<String, String> hashes = new HashMap<>();
    private Optional<GatewayConfigurationSpec> pointer = Optional.empty();
    private int version;

    Race(long seed) {
      this.chance = new Random(seed);
    }

    void run() {
      List<Leader> leaders = List.of(new Leader(), new Leader());
      for (int i = 0; i < STEPS; i++) {
        leaders.get(chance.nextInt(2)).step();
      }
      leaders.forEach(Leader::finish);
      Leader last = leaders.get(0);
      last.begin();
      last.finish();
      assertThat(target.active()).isEqualTo(pointer.orElseThrow().active().hash());
    }

    private boolean swap(int seen, GatewayConfigurationSpec spec) {
      if (seen != version) {
        return false;
      }
      version++;
      pointer = Optional.of(spec);
      String number = spec.fence().epoch() + "/" + spec.fence().sequence();
      assertThat(hashes.putIfAbsent(number, spec.active().hash())).as(number).isNull();
      return true;
    }

    private final class Leader {

      private final Deque<Runnable> mind = new ArrayDeque<>();

      void step() {
        if (mind.isEmpty()) {
          begin();
        } else {
          mind.poll().run();
        }
      }

      void finish() {
        while (!mind.isEmpty()) {
          mind.poll().run();
        }
      }

      /** Reads the pointer; what it writes comes in later steps. */
      private void begin() {
        int seen = version;
        Optional<GatewayConfigurationSpec> active = pointer;
        Snapshot snapshot = snapshot("orders-" + chance.nextInt(5));
        PublicationPlan plan =
            PublicationPlanner.plan(
                new PublicationRequest(
                    "contoso", LINEAGE, IDENTITY, active, Optional.empty(), snapshot, "", NOW));
        if (plan instanceof PublicationPlan.Publish publish) {
          mind.add(
              () -> {
                if (swap(seen, publish.pointer())) {
                  push(publish.pointer(), snapshot);
                }
              });
        } else {
          push(active.orElseThrow(), snapshot);
        }
      }

      private void push(GatewayConfigurationSpec committed, Snapshot snapshot) {
        Publication publication = with(publication(), committed, snapshot);
        mind.add(() -> mind.addAll(target.writes(plan(publication, target))));
      }
    }
  }
}
