package dev.apim.operator.domain.promotion;

import dev.apim.api.v1alpha1.GatewayConfigurationSpec;

/** Says what a forced promotion may lose: it is bounded by the last revision that arrived here. */
final class Losses {

  private Losses() {}

  /** Names the revisions that did not arrive, where the old primary still tells of them. */
  static String possible(PromotionFacts facts, GatewayConfigurationSpec pointer) {
    long epoch = pointer.fence().epoch();
    long last = pointer.fence().sequence();
    long seen =
        facts
            .rival()
            .filter(rival -> rival.fence().epoch() == epoch)
            .map(rival -> rival.fence().sequence())
            .orElse(0L);
    return "the last revision that arrived here is %d of epoch %d, published %s; "
            .formatted(last, epoch, pointer.active().publishedAt())
        + missing(last + 1, seen);
  }

  static String accepted(long next, PromotionFacts facts, GatewayConfigurationSpec pointer) {
    return "this cluster publishes since epoch %d, by a person's decision; ".formatted(next)
        + possible(facts, pointer);
  }

  private static String missing(long first, long last) {
    if (last < first) {
      return "what was published later is lost";
    }
    return last == first
        ? "revision %d did not arrive and is lost".formatted(first)
        : "revisions %d to %d did not arrive and are lost".formatted(first, last);
  }
}
