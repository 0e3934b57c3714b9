package dev.apim.operator.domain.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.apim.api.v1alpha1.ActiveRevision;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.Handover;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.api.v1alpha1.PromotionSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.promotion.PromotionPlan.Follow;
import dev.apim.operator.domain.promotion.PromotionPlan.Freeze;
import dev.apim.operator.domain.promotion.PromotionPlan.HandOver;
import dev.apim.operator.domain.promotion.PromotionPlan.Lead;
import dev.apim.operator.domain.promotion.PromotionPlan.TakeOver;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** West holds epoch 1, revision 7; east is the other cluster. */
class PromotionPlannerTest {

  private static final String HASH = "a".repeat(64);
  private static final Handover TO_EAST = new Handover(2L, "east", "eastasia", HASH);
  private static final Successor EAST =
      new Successor("east", "eastasia", Optional.of("east"), Optional.empty());

  private static Stream<Arguments> table() {
    return Stream.of(
        arguments("a first primary leads", facts("west").here(), Lead.class),
        arguments("a first secondary follows", facts("east").pushed(), Follow.class),
        arguments("who holds leads", west().here(), Lead.class),
        arguments("a holder whose spec names no known primary leads on", west(), Lead.class),
        arguments("a holder gives way to a ready successor", west().to(EAST), HandOver.class),
        arguments("and waits for one that lacks something", west().to(lacking()), Lead.class),
        arguments("and for one that does not answer", west().to(silent()), Lead.class),
        arguments("who has handed over is frozen", west(TO_EAST).to(EAST), Freeze.class),
        arguments("also when its user regrets it", west(TO_EAST).here(), Freeze.class),
        arguments("until the other has begun", west(TO_EAST).to(EAST).rival(2, 8), Follow.class),
        arguments("the token makes the other begin", east(TO_EAST).pushed().here(), TakeOver.class),
        arguments("one applied by a user too", east(TO_EAST).here(), TakeOver.class),
        arguments("not before its spec says so", east(TO_EAST).pushed(), Follow.class),
        arguments("a token for another revision waits", east(stale()).here(), Follow.class),
        arguments("a token for another cluster is none", north(TO_EAST).here(), Follow.class),
        arguments("a copy follows", east(null).pushed(), Follow.class),
        arguments("an edited copy alone follows", east(null).pushed().here(), Follow.class),
        arguments("by force", east(null).pushed().here().asked(2, true), TakeOver.class),
        arguments("not without a loss accepted", forcedEast(2, false), Follow.class),
        arguments("not with a wrong epoch", forcedEast(3, true), Follow.class),
        arguments("nor with one that has passed", forcedEast(1, true), Follow.class),
        arguments("not for a primary elsewhere", east(null).asked(2, true), Follow.class),
        arguments("not with nothing", facts("east").pushed().here().asked(2, true), Follow.class),
        arguments("a decision counts once", holder("east", 2).here().asked(2, true), Lead.class),
        arguments("a holder may raise it", holder("east", 2).here().asked(3, true), TakeOver.class),
        arguments("who was frozen takes back", frozen().asked(3, true), TakeOver.class),
        arguments("not with the token's epoch", frozen().asked(2, true), Freeze.class),
        arguments("a returning primary gives way", west().here().rival(2, 3), Follow.class),
        arguments("an older rival is nobody", holder("east", 2).here().rival(1, 9), Lead.class),
        arguments("two at one epoch both stay", holder("east", 2).here().rival(2, 9), Lead.class),
        arguments("one of them is raised", twin().asked(3, true), TakeOver.class),
        arguments("an overwritten primary follows", east(null).here(), Follow.class));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  @DisplayName("B10b B82 who publishes, and who gives way")
  void whoPublishes(String name, Given given, Class<? extends PromotionPlan> expected) {
    assertThat(PromotionPlanner.plan(given.facts())).isInstanceOf(expected);
  }

  @Test
  void theTokenNamesTheNextEpochTheSuccessorAndTheRevision() {
    HandOver plan = (HandOver) PromotionPlanner.plan(west().to(EAST).facts());

    assertThat(plan.token(HASH)).isEqualTo(TO_EAST);
  }

  @Test
  void whatASuccessorLacksIsSaid() {
    Note note = note(west().to(lacking()));

    assertThat(note.reason()).isEqualTo(Reason.PromotionPending);
    assertThat(note.message()).contains("spec.primaryLocation: east", "no GatewayCluster westus");
  }

  @Test
  void whatAForcedPromotionMayLoseIsSaidBeforeAndNamedAfter() {
    assertThat(note(forcedEast(2, false)).message())
        .contains("spec.promotion.acceptLoss", "revision that arrived here is 7 of epoch 1");
    assertThat(note(forcedEast(9, true)).message()).contains("epoch: is 9, and must be 2");
    assertThat(note(forcedEast(2, true)).message())
        .endsWith("published 2026-11-21T10:00:00.120Z; what was published later is lost");
    assertThat(note(forcedEast(2, false).rival(1, 9)).message())
        .endsWith("revisions 8 to 9 did not arrive and are lost");
    assertThat(note(forcedEast(2, true).rival(1, 8)).message())
        .contains("revision that arrived here is 7 of epoch 1")
        .endsWith("revision 8 did not arrive and is lost");
  }

  @Test
  void anEditedCopyIsAnsweredWithBothWays() {
    assertThat(note(east(null).pushed().here()).message())
        .contains("Edit it in the cluster that publishes")
        .contains("spec.promotion: {epoch: 2, acceptLoss: true}");
  }

  @Test
  @DisplayName("B82 a returning primary says that it is superseded, by whom and where it stands")
  void aReturningPrimarySaysSo() {
    Note note = note(west().here().rival(2, 3));

    assertThat(note.type()).isEqualTo(ConditionType.HistoryDiverged);
    assertThat(note.reason()).isEqualTo(Reason.Superseded);
    assertThat(note.message()).contains("eastasia holds epoch 2", "epoch 1, revision 7");
    assertThat(PromotionPlanner.plan(west().to(EAST).rival(2, 3).facts()).note()).isEmpty();
  }

  private static Note note(Given given) {
    return PromotionPlanner.plan(given.facts()).note().orElseThrow();
  }

  private static Successor lacking() {
    return new Successor(
        "east", "eastasia", Optional.of("east"), Optional.of("there is no GatewayCluster westus"));
  }

  private static Successor silent() {
    return new Successor("east", "eastasia", Optional.empty(), Optional.empty());
  }

  private static Handover stale() {
    return new Handover(2L, "east", "eastasia", "b".repeat(64));
  }

  private static Given facts(String identity) {
    return new Given(identity);
  }

  private static Given west() {
    return west(null);
  }

  private static Given west(Handover token) {
    return facts("west").pointer("west", 1, token);
  }

  private static Given frozen() {
    return west(TO_EAST).here();
  }

  private static Given east(Handover token) {
    return facts("east").pointer("west", 1, token);
  }

  private static Given north(Handover token) {
    return facts("north").pointer("west", 1, token);
  }

  private static Given forcedEast(long epoch, boolean acceptLoss) {
    return east(null).pushed().here().asked(epoch, acceptLoss);
  }

  private static Given holder(String identity, long epoch) {
    return facts(identity).pointer(identity, epoch, null);
  }

  private static Given twin() {
    return holder("east", 2).here().rival(2, 9);
  }

  /** Facts in the making. */
  private static final class Given {
    private final String identity;
    private boolean here;
    private boolean pushed;
    private GatewayConfigurationSpec pointer;
    private PromotionSpec asked;
    private Successor successor;
    private Rival rival;

    Given(String identity) {
      this.identity = identity;
    }

    Given here() {
      here = true;
      return this;
    }

    Given pushed() {
      pushed = true;
      return this;
    }

    Given pointer(String holder, long epoch, Handover token) {
      pointer =
          new GatewayConfigurationSpec(
              new LocalReference("contoso"),
              new Fence("lineage", epoch, holder, 7L),
              new ActiveRevision(HASH, "2026-11-21T10:00:00.120Z", null),
              List.of(),
              OriginState.Active,
              token);
      return this;
    }

    Given asked(long epoch, boolean acceptLoss) {
      asked = new PromotionSpec(epoch, acceptLoss);
      return this;
    }

    Given to(Successor other) {
      successor = other;
      return this;
    }

    Given rival(long epoch, long sequence) {
      rival = new Rival("eastasia", new Fence("lineage", epoch, "another", sequence));
      return this;
    }

    PromotionFacts facts() {
      return new PromotionFacts(
          identity,
          here,
          pushed,
          Optional.ofNullable(pointer),
          Optional.ofNullable(asked),
          Optional.ofNullable(successor),
          Optional.ofNullable(rival));
    }
  }
}
