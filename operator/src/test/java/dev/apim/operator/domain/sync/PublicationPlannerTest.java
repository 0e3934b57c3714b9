package dev.apim.operator.domain.sync;

import static dev.apim.operator.domain.sync.SyncFixtures.IDENTITY;
import static dev.apim.operator.domain.sync.SyncFixtures.LINEAGE;
import static dev.apim.operator.domain.sync.SyncFixtures.NOW;
import static dev.apim.operator.domain.sync.SyncFixtures.first;
import static dev.apim.operator.domain.sync.SyncFixtures.next;
import static dev.apim.operator.domain.sync.SyncFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.ActiveRevision;
import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.Handover;
import dev.apim.api.v1alpha1.HistoryEntry;
import dev.apim.api.v1alpha1.InlineSnapshot;
import dev.apim.api.v1alpha1.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PublicationPlannerTest {

  @Test
  void theFirstRevisionBeginsItsLineage() {
    GatewayConfigurationSpec pointer = first(snapshot("orders"));

    assertThat(pointer.fence()).isEqualTo(new Fence(LINEAGE, 1L, IDENTITY, 1L));
    assertThat(pointer.active().hash()).isEqualTo(snapshot("orders").hash());
    assertThat(pointer.active().publishedAt()).isEqualTo("2026-11-21T10:00:00.120Z");
    assertThat(pointer.history()).extracting(HistoryEntry::sequence).containsExactly(1L);
  }

  @Test
  void theSameContentIsNotPublishedAgain() {
    GatewayConfigurationSpec active = first(snapshot("orders"));

    assertThat(plan(Optional.of(active), Optional.empty(), snapshot("orders")))
        .isInstanceOf(PublicationPlan.Unchanged.class);
  }

  @Test
  void anEditTakesTheNextNumberAndKeepsLineageAndEpoch() {
    GatewayConfigurationSpec active = first(snapshot("orders"));

    GatewayConfigurationSpec pointer = next(Optional.of(active), snapshot("orders", "users"));

    assertThat(pointer.fence()).isEqualTo(new Fence(LINEAGE, 1L, IDENTITY, 2L));
    assertThat(pointer.history()).extracting(HistoryEntry::sequence).containsExactly(2L, 1L);
  }

  @Test
  void historyKeepsTenRevisions() {
    GatewayConfigurationSpec pointer = first(snapshot("api0"));
    for (int i = 1; i <= 14; i++) {
      pointer = next(Optional.of(pointer), snapshot("api" + i));
    }

    assertThat(pointer.history())
        .extracting(HistoryEntry::sequence)
        .containsExactly(15L, 14L, 13L, 12L, 11L, 10L, 9L, 8L, 7L, 6L);
  }

  @Test
  @DisplayName("B53 a revision that is active again is in the history once, with its new number")
  void aRevisionThatIsActiveAgainIsInTheHistoryOnce() {
    GatewayConfigurationSpec first = first(snapshot("orders"));
    GatewayConfigurationSpec second = next(Optional.of(first), snapshot("users"));

    GatewayConfigurationSpec back = next(Optional.of(second), snapshot("orders"));

    assertThat(back.active().hash()).isEqualTo(first.active().hash());
    assertThat(back.history()).extracting(HistoryEntry::sequence).containsExactly(3L, 2L);
  }

  @Test
  void contentThatSomebodyChangedInThePointerIsPublishedAgain() {
    GatewayConfigurationSpec active = first(snapshot("orders"));
    GatewayConfigurationSpec spoilt =
        new GatewayConfigurationSpec(
            active.instanceRef(),
            active.fence(),
            new ActiveRevision(
                active.active().hash(),
                active.active().publishedAt(),
                new InlineSnapshot("{}", Map.of())),
            active.history(),
            active.state());

    GatewayConfigurationSpec pointer = next(Optional.of(spoilt), snapshot("orders"));

    assertThat(pointer.active().inline().manifest()).isEqualTo(snapshot("orders").manifestText());
    assertThat(pointer.fence().sequence()).isEqualTo(2);
  }

  @Test
  void whatIsLargeDoesNotTravelInThePointer() {
    String[] many =
        IntStream.range(0, 900)
            .mapToObj(i -> "an-api-with-a-long-name-" + i)
            .toArray(String[]::new);

    assertThat(first(snapshot(many)).active().inline()).isNull();
    assertThat(first(snapshot("orders")).active().inline()).isNotNull();
  }

  @Test
  @DisplayName("B82 a pointer of another cluster is never overwritten")
  void aPointerOfAnotherClusterIsRefused() {
    GatewayConfigurationSpec active = first(snapshot("orders"));

    PublicationPlan plan =
        PublicationPlanner.plan(
            new PublicationRequest(
                "contoso",
                LINEAGE,
                "another-identity",
                Optional.of(active),
                Optional.empty(),
                snapshot("users"),
                "",
                NOW));

    assertThat(plan)
        .isInstanceOfSatisfying(
            PublicationPlan.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.ForeignHolder));
  }

  @Test
  void aPointerThatWasLostGoesOnAboveTheNumbersOfTheTargets() {
    Fence there = new Fence(LINEAGE, 3L, IDENTITY, 40L);

    assertThat(pointer(plan(Optional.empty(), Optional.of(there), snapshot("orders"))).fence())
        .isEqualTo(new Fence(LINEAGE, 3L, IDENTITY, 41L));
  }

  @Test
  @DisplayName("B10b the last revision carries the token, and nothing is published after it")
  void theLastRevisionCarriesTheToken() {
    GatewayConfigurationSpec active = first(snapshot("orders"));
    Handover token = new Handover(2L, "identity-of-east", "east", snapshot("orders").hash());

    GatewayConfigurationSpec last =
        pointer(
            PublicationPlanner.plan(
                request(Optional.of(active), IDENTITY, Optional.empty(), Optional.of(token))));

    assertThat(last.handover()).isEqualTo(token);
    assertThat(last.fence()).isEqualTo(new Fence(LINEAGE, 1L, IDENTITY, 2L));
    assertThat(plan(Optional.of(last), Optional.empty(), snapshot("users")))
        .isInstanceOfSatisfying(
            PublicationPlan.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.HandedOver));
  }

  @Test
  @DisplayName("B10b who takes over goes on with lineage and history, at its own epoch")
  void whoTakesOverGoesOnWithTheHistory() {
    GatewayConfigurationSpec active = first(snapshot("orders"));

    GatewayConfigurationSpec taken =
        pointer(
            PublicationPlanner.plan(
                request(
                    Optional.of(active), "identity-of-east", Optional.of(2L), Optional.empty())));

    assertThat(taken.fence()).isEqualTo(new Fence(LINEAGE, 2L, "identity-of-east", 2L));
    assertThat(taken.active().hash()).isEqualTo(active.active().hash());
    assertThat(taken.pendingHandover()).isEmpty();
  }

  private static PublicationRequest request(
      Optional<GatewayConfigurationSpec> active,
      String identity,
      Optional<Long> epoch,
      Optional<Handover> handover) {
    return new PublicationRequest(
        "contoso",
        LINEAGE,
        identity,
        active,
        Optional.empty(),
        snapshot("orders"),
        "",
        epoch,
        handover,
        NOW);
  }

  @Test
  void numbersOfAnotherLineageCountForNothing() {
    Fence there = new Fence("uid-of-a-deleted-contoso", 3L, IDENTITY, 40L);

    assertThat(pointer(plan(Optional.empty(), Optional.of(there), snapshot("orders"))).fence())
        .isEqualTo(new Fence(LINEAGE, 1L, IDENTITY, 1L));
  }

  private static GatewayConfigurationSpec pointer(PublicationPlan plan) {
    return ((PublicationPlan.Publish) plan).pointer();
  }

  private static PublicationPlan plan(
      Optional<GatewayConfigurationSpec> active, Optional<Fence> there, Snapshot snapshot) {
    return PublicationPlanner.plan(
        new PublicationRequest("contoso", LINEAGE, IDENTITY, active, there, snapshot, "", NOW));
  }
}
