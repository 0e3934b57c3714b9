package dev.apim.operator.domain.status;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** How busy the replicas of a location say that requests keep them (B64). */
final class PresentLoad {

  /** Above this autoscaling would add units (B117). */
  static final int MOST_PERCENT = 80;

  static final int STEP = 10;

  private final List<Integer> said;
  private final OptionalInt percent;

  PresentLoad(LocationView view) {
    this.said =
        view.acknowledgements().stream()
            .filter(acknowledgement -> acknowledgement.expires().isAfter(view.now()))
            .map(Acknowledgement::loadPercent)
            .filter(Objects::nonNull)
            .toList();
    this.percent = mean();
  }

  /** The mean in steps of ten, so that it is news rarely; empty where no replica says. */
  OptionalInt percent() {
    return percent;
  }

  /**
   * Whether so many replicas carry what those carry that say so, without being busier than they
   * should.
   *
   * @param more percent that each of them is taken to be busier than it says
   */
  boolean isCarriedBy(int replicas, int more) {
    return replicas * MOST_PERCENT >= (percent.orElse(0) + more) * said.size();
  }

  private OptionalInt mean() {
    return said.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(rounded(said.stream().mapToInt(n -> n).average().orElseThrow()));
  }

  private static int rounded(double mean) {
    return (int) Math.round(mean / STEP) * STEP;
  }
}
