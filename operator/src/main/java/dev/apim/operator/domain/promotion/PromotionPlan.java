package dev.apim.operator.domain.promotion;

import dev.apim.api.v1alpha1.Handover;
import java.util.Optional;

/** What this cluster is to an instance, and what it does next about it. */
public sealed interface PromotionPlan {

  /** What there is to tell; empty where all is as usual. */
  Optional<Note> note();

  /** The same with another note. */
  PromotionPlan with(Note note);

  /** It publishes. */
  record Lead(Optional<Note> note) implements PromotionPlan {

    @Override
    public PromotionPlan with(Note other) {
      return new Lead(Optional.of(other));
    }
  }

  /**
   * It publishes a last time, with a token for the one that follows.
   *
   * @param epoch epoch of the new holder
   * @param successor who that is
   */
  record HandOver(long epoch, Successor successor, Optional<Note> note) implements PromotionPlan {

    @Override
    public PromotionPlan with(Note other) {
      return new HandOver(epoch, successor, Optional.of(other));
    }

    /** The token for the last revision. */
    public Handover token(String hash) {
      return new Handover(epoch, successor.identity().orElseThrow(), successor.cluster(), hash);
    }
  }

  /** It has handed over, and pushes its last revision until the other one has begun. */
  record Freeze(Optional<Note> note) implements PromotionPlan {

    @Override
    public PromotionPlan with(Note other) {
      return new Freeze(Optional.of(other));
    }
  }

  /**
   * It becomes the holder.
   *
   * @param epoch its epoch
   */
  record TakeOver(long epoch, Optional<Note> note) implements PromotionPlan {

    @Override
    public PromotionPlan with(Note other) {
      return new TakeOver(epoch, Optional.of(other));
    }
  }

  /** Another cluster publishes. */
  record Follow(Optional<Note> note) implements PromotionPlan {

    @Override
    public PromotionPlan with(Note other) {
      return new Follow(Optional.of(other));
    }
  }
}
