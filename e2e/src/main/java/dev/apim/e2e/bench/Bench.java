package dev.apim.e2e.bench;

import dev.apim.e2e.region.Place;
import dev.apim.e2e.region.TwoRegions;
import java.util.function.Consumer;

/** One measurement on two regions that serve the example. */
interface Bench {
  String name();

  /** How many regions it needs: the example's two, or a third one beside them. */
  default int regions() {
    return Place.ALL.size();
  }

  /** How many samples make figures that repeat. */
  int samples();

  /**
   * Measures.
   *
   * @param progress is told at least every ten seconds how far it is
   */
  Figures run(TwoRegions regions, int samples, Consumer<String> progress);
}
