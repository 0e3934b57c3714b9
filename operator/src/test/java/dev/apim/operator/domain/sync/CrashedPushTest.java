package dev.apim.operator.domain.sync;

import static dev.apim.operator.domain.sync.SyncFixtures.SCOPE;
import static dev.apim.operator.domain.sync.SyncFixtures.instance;
import static dev.apim.operator.domain.sync.SyncFixtures.location;
import static dev.apim.operator.domain.sync.SyncFixtures.next;
import static dev.apim.operator.domain.sync.SyncFixtures.publication;
import static dev.apim.operator.domain.sync.SyncFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.Snapshot;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The primary dies after the n-th write of a push, for every n, and another one goes on. */
class CrashedPushTest {

  @Test
  @DisplayName("B82 a first push that dies after any write is completed by the next one")
  void aFirstPush() {
    int writes = new ModelTarget().writes(plan(publication(), new ModelTarget())).size();
    for (int n = 0; n <= writes; n++) {
      ModelTarget target = new ModelTarget();
      push(publication(), target, n);
      assertThat(target.active()).isIn("", publication().pointer().active().hash());
      push(publication(), target, Integer.MAX_VALUE);
      assertThatItHas(publication(), target);
    }
  }

  @Test
  @DisplayName("B82 whatever write of a push is the last, the old or the new one is active, whole")
  void anEdit() {
    Publication old = publication();
    Publication newer = edited(old, "orders", "users");
    int writes = new ModelTarget().writes(plan(newer, filled(old))).size();
    assertThat(writes).isGreaterThanOrEqualTo(4);
    for (int n = 0; n <= writes; n++) {
      ModelTarget target = filled(old);
      push(newer, target, n);
      assertThat(target.active())
          .isIn(old.pointer().active().hash(), newer.pointer().active().hash());
      push(newer, target, Integer.MAX_VALUE);
      assertThatItHas(newer, target);
      assertThat(target.activated()).containsExactly("1/1", "1/2");
    }
  }

  @Test
  @DisplayName("B82 a leader that follows with a newer revision never goes back behind it")
  void aLeaderThatFollowsGoesOn() {
    Publication old = publication();
    Publication newer = edited(old, "orders", "users");
    Publication newest = edited(newer, "orders");
    int writes = new ModelTarget().writes(plan(newer, filled(old))).size();
    for (int n = 0; n <= writes; n++) {
      ModelTarget target = filled(old);
      push(newer, target, n);
      push(newest, target, Integer.MAX_VALUE);
      push(newer, target, Integer.MAX_VALUE);
      assertThatItHas(newest, target);
      assertThat(target.activated()).doesNotHaveDuplicates();
    }
  }

  private static ModelTarget filled(Publication publication) {
    ModelTarget target = new ModelTarget();
    push(publication, target, Integer.MAX_VALUE);
    return target;
  }

  private static void push(Publication publication, ModelTarget target, int writes) {
    target.writes(plan(publication, target)).stream().limit(writes).forEach(Runnable::run);
  }

  private static PushPlan plan(Publication publication, ModelTarget target) {
    return PushPlanner.plan(publication, SCOPE, target.view());
  }

  private static void assertThatItHas(Publication publication, ModelTarget target) {
    assertThat(plan(publication, target).steps()).isEmpty();
    assertThat(target.active()).isEqualTo(publication.pointer().active().hash());
    assertThat(target.view().pointers().get("contoso").spec()).isEqualTo(publication.pointer());
  }

  /** Another revision, and another number of units. */
  private static Publication edited(Publication before, String... apis) {
    Snapshot snapshot = snapshot(apis);
    int units = before.locations().get("east").units() + 3;
    return new Publication(
        before.namespace(),
        before.name(),
        instance("west"),
        Map.of("west", location("west", 1), "east", location("east", units)),
        next(Optional.of(before.pointer()), snapshot),
        snapshot);
  }
}
