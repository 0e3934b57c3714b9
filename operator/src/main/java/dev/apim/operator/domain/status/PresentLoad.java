package dev.apim.operator.domain.status;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** How busy the replicas of a location say that requests keep them (B64). */
final class PresentLoad {

  /** Above this autoscaling would add units (B117). */
  static final int MOST_PERCENT = 80;

  private static final int STEP = 10;

  private final LocationView view;
  private final OptionalInt percent;

  PresentLoad(LocationView view) {
    this.view = view;
    this.percent = mean();
  }

  /** The mean in steps of ten, so that it is news rarely; empty where no replica says. */
  OptionalInt percent() {
    return percent;
  }

  /** Units that carry the load without being busier than they should. */
  int unitsNeeded() {
    int busy = view.units().size() * percent.orElse(0);
    return Math.max(1, (busy + MOST_PERCENT - 1) / MOST_PERCENT);
  }

  private OptionalInt mean() {
    List<Integer> said =
        view.acknowledgements().stream()
            .filter(acknowledgement -> acknowledgement.expires().isAfter(view.now()))
            .map(Acknowledgement::loadPercent)
            .filter(Objects::nonNull)
            .toList();
    return said.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(rounded(said.stream().mapToInt(n -> n).average().orElseThrow()));
  }

  private static int rounded(double mean) {
    return (int) Math.round(mean / STEP) * STEP;
  }
}
