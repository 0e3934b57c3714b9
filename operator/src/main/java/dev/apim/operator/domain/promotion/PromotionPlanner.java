package dev.apim.operator.domain.promotion;

import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.Handover;
import dev.apim.api.v1alpha1.PromotionSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.promotion.PromotionPlan.Follow;
import dev.apim.operator.domain.promotion.PromotionPlan.Freeze;
import dev.apim.operator.domain.promotion.PromotionPlan.HandOver;
import dev.apim.operator.domain.promotion.PromotionPlan.Lead;
import dev.apim.operator.domain.promotion.PromotionPlan.TakeOver;
import java.util.Optional;

/**
 * Decides who publishes (B10b, B82). The pointer of a cluster says who its holder is, not the spec:
 * a primary that is asked for takes over by a token of the old holder, or by a person's word with
 * the next epoch. Whoever sees a higher epoch than its own gives way.
 */
public final class PromotionPlanner {

  private PromotionPlanner() {}

  /** The plan of one loop. */
  public static PromotionPlan plan(PromotionFacts facts) {
    if (facts.pointer().isEmpty()) {
      return withoutPointer(facts);
    }
    GatewayConfigurationSpec pointer = facts.pointer().get();
    PromotionPlan unforced = facts.holds() ? holder(facts, pointer) : other(facts, pointer);
    return asked(facts).map(asked -> forced(asked, facts, unforced)).orElse(unforced);
  }

  private static PromotionPlan withoutPointer(PromotionFacts facts) {
    if (facts.primaryHere() && !facts.pushed()) {
      return new Lead(Optional.empty());
    }
    return new Follow(
        facts
            .asked()
            .filter(asked -> facts.primaryHere())
            .map(
                asked ->
                    refusal(
                        "spec.promotion: no configuration has ever arrived in this cluster, so"
                            + " that there is nothing to go on with")));
  }

  /** A person's word; empty where there is none that is new. */
  private static Optional<PromotionSpec> asked(PromotionFacts facts) {
    return facts
        .asked()
        .filter(promotion -> facts.primaryHere())
        .filter(promotion -> promotion.epoch() > facts.epoch())
        .filter(promotion -> facts.holds() || promotion.epoch() >= facts.nextEpoch());
  }

  private static PromotionPlan forced(
      PromotionSpec asked, PromotionFacts facts, PromotionPlan unforced) {
    GatewayConfigurationSpec pointer = facts.pointer().orElseThrow();
    long next = facts.nextEpoch();
    if (asked.epoch() != next) {
      String message = "spec.promotion.epoch: is %d, and must be %d; %s";
      return unforced.with(
          refusal(message.formatted(asked.epoch(), next, Losses.possible(facts, pointer))));
    }
    if (!asked.acceptLoss()) {
      return unforced.with(
          refusal("spec.promotion.acceptLoss: is not true; " + Losses.possible(facts, pointer)));
    }
    return new TakeOver(
        next, Optional.of(Note.goesOn(Reason.Promoted, Losses.accepted(next, facts, pointer))));
  }

  private static Note refusal(String message) {
    return Note.waits(Reason.PromotionRefused, message);
  }

  private static PromotionPlan holder(PromotionFacts facts, GatewayConfigurationSpec pointer) {
    Optional<Rival> higher = facts.rival().filter(rival -> rival.fence().epoch() > facts.epoch());
    if (higher.isPresent()) {
      return new Follow(superseded(facts, pointer, higher.get()));
    }
    if (pointer.pendingHandover().isPresent()) {
      return new Freeze(Optional.of(handedOver(pointer)));
    }
    if (facts.primaryHere() || facts.successor().isEmpty()) {
      return new Lead(Optional.empty());
    }
    Successor successor = facts.successor().get();
    Optional<String> lacking =
        successor.identity().isEmpty()
            ? Optional.of("cluster " + successor.cluster() + " does not answer")
            : successor.lacking();
    return lacking
        .<PromotionPlan>map(what -> new Lead(Optional.of(waiting(successor, what))))
        .orElseGet(() -> new HandOver(facts.nextEpoch(), successor, Optional.empty()));
  }

  private static PromotionPlan other(PromotionFacts facts, GatewayConfigurationSpec pointer) {
    Handover token = pointer.pendingHandover().orElse(null);
    boolean isOurs =
        token != null
            && token.holder().equals(facts.identity())
            && token.hash().equals(pointer.active().hash());
    if (isOurs && facts.primaryHere()) {
      String message =
          "this cluster publishes since epoch %d, from revision %d on; nothing was lost";
      return new TakeOver(
          token.epoch(),
          Optional.of(
              Note.goesOn(
                  Reason.Promoted, message.formatted(token.epoch(), pointer.fence().sequence()))));
    }
    if (!facts.primaryHere()) {
      return new Follow(Optional.empty());
    }
    return new Follow(
        Optional.of(facts.pushed() ? notAsked(facts, pointer) : outdated(facts, pointer)));
  }

  private static Note waiting(Successor successor, String what) {
    return Note.waits(
        Reason.PromotionPending,
        "spec.primaryLocation: %s becomes the primary as soon as it can; it lacks: %s. Until then this cluster publishes"
            .formatted(successor.location(), what));
  }

  private static Note handedOver(GatewayConfigurationSpec pointer) {
    return Note.goesOn(
        Reason.HandedOver,
        ("revision %d was handed over to cluster %s, which publishes from epoch %d on as soon as it"
                + " has it; edits of configuration belong there now. Should that cluster be lost, take it"
                + " back with spec.primaryLocation and spec.promotion: {epoch: %d, acceptLoss:"
                + " true}")
            .formatted(
                pointer.fence().sequence(),
                pointer.handover().cluster(),
                pointer.handover().epoch(),
                pointer.handover().epoch() + 1));
  }

  private static Optional<Note> superseded(
      PromotionFacts facts, GatewayConfigurationSpec pointer, Rival rival) {
    boolean handedOver =
        pointer.handover() != null && pointer.handover().epoch().equals(rival.fence().epoch());
    if (handedOver || !facts.primaryHere()) {
      return Optional.empty();
    }
    return Optional.of(
        Note.superseded(
            ("cluster %s holds epoch %d, and this one stands at epoch %d, revision %d: another"
                    + " cluster was promoted, and this one is a secondary now; nothing is"
                    + " overwritten. Set spec.primaryLocation to the location that was promoted,"
                    + " and compare the configuration here with the one there")
                .formatted(
                    rival.cluster(),
                    rival.fence().epoch(),
                    facts.epoch(),
                    pointer.fence().sequence())));
  }

  private static Note notAsked(PromotionFacts facts, GatewayConfigurationSpec pointer) {
    return refusal(
        ("spec.primaryLocation: was edited on a copy. Edit it in the cluster that publishes, or,"
                    + " where that is lost for good, set spec.promotion: {epoch: %d, acceptLoss: true}"
                    + " too; ")
                .formatted(facts.nextEpoch())
            + Losses.possible(facts, pointer));
  }

  private static Note outdated(PromotionFacts facts, GatewayConfigurationSpec pointer) {
    return Note.superseded(
        ("spec.primaryLocation names a location of this cluster, and another cluster publishes since"
                + " epoch %d; this one is a secondary. Set spec.primaryLocation to the location that"
                + " was promoted; to take over from it, edit it there too, or set spec.promotion:"
                + " {epoch: %d, acceptLoss: true} here")
            .formatted(pointer.fence().epoch(), facts.nextEpoch()));
  }
}
