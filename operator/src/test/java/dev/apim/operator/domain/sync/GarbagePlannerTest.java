package dev.apim.operator.domain.sync;

import static dev.apim.operator.domain.sync.SyncFixtures.NOW;
import static dev.apim.operator.domain.sync.SyncFixtures.first;
import static dev.apim.operator.domain.sync.SyncFixtures.next;
import static dev.apim.operator.domain.sync.SyncFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.ActiveRevision;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.operator.domain.sync.GarbagePlanner.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GarbagePlannerTest {

  private static final Instant OLD = NOW.minus(Duration.ofHours(2));
  private static final Snapshot BEFORE = snapshot("orders");
  private static final Snapshot ACTIVE = snapshot("orders", "users");
  private static final Snapshot STRAY = snapshot("nobody");

  private final GatewayConfigurationSpec pointer = next(Optional.of(first(BEFORE)), ACTIVE);

  @Test
  void whatActiveAndHistoryNameStays() {
    assertThat(GarbagePlanner.plan(pointer, parts(OLD, BEFORE, ACTIVE), NOW)).isEmpty();
  }

  @Test
  void whatNobodyNamesGoesAfterAnHour() {
    List<Part> parts = parts(OLD, BEFORE, ACTIVE, STRAY);

    // the shared bucket is the same in every one of them
    assertThat(GarbagePlanner.plan(pointer, parts, NOW))
        .contains(STRAY.hash())
        .doesNotContain(ACTIVE.hash(), BEFORE.hash())
        .doesNotContainAnyElementsOf(ACTIVE.buckets().keySet());
  }

  @Test
  void whatIsYoungerThanAnHourStays() {
    List<Part> parts = parts(OLD, BEFORE, ACTIVE);
    parts.addAll(parts(NOW.minus(Duration.ofMinutes(59)), STRAY));

    assertThat(GarbagePlanner.plan(pointer, parts, NOW)).isEmpty();
  }

  @Test
  void nothingGoesWhileTheActiveManifestIsUnknown() {
    GatewayConfigurationSpec withoutInline =
        new GatewayConfigurationSpec(
            pointer.instanceRef(),
            pointer.fence(),
            new ActiveRevision(pointer.active().hash(), pointer.active().publishedAt(), null),
            pointer.history(),
            pointer.state());

    assertThat(GarbagePlanner.plan(withoutInline, parts(OLD, BEFORE, STRAY), NOW)).isEmpty();
    assertThat(GarbagePlanner.plan(withoutInline, parts(OLD, ACTIVE, STRAY), NOW))
        .contains(STRAY.hash());
  }

  private static List<Part> parts(Instant created, Snapshot... snapshots) {
    List<Part> parts = new ArrayList<>();
    for (Snapshot snapshot : snapshots) {
      parts.add(new Part(snapshot.hash(), created, Optional.of(snapshot.manifestText())));
      snapshot
          .buckets()
          .keySet()
          .forEach(hash -> parts.add(new Part(hash, created, Optional.empty())));
    }
    return parts;
  }
}
