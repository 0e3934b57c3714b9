package dev.apim.operator.domain.promotion;

import dev.apim.api.v1alpha1.GatewayConfigurationSpec;

/** Says what a forced promotion may lose: it is bounded by the last revision that arrived here. */
final class Losses {

  private Losses() {}

  static String possible(GatewayConfigurationSpec pointer) {
    return "the last revision that arrived here is %d of epoch %d, published %s; what was published later is lost"
        .formatted(
            pointer.fence().sequence(), pointer.fence().epoch(), pointer.active().publishedAt());
  }

  static String accepted(long next, PromotionFacts facts, GatewayConfigurationSpec pointer) {
    String begins = "this cluster publishes since epoch " + next + ", by a person's decision; ";
    long seen =
        facts
            .rival()
            .filter(rival -> rival.fence().epoch().equals(pointer.fence().epoch()))
            .map(rival -> rival.fence().sequence())
            .orElse(0L);
    long last = pointer.fence().sequence();
    return seen > last
        ? begins
            + "revisions %d to %d of epoch %d did not arrive and are lost"
                .formatted(last + 1, seen, pointer.fence().epoch())
        : begins + possible(pointer);
  }
}
