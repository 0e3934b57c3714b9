package dev.apim.e2e.demo;

import dev.apim.e2e.region.Site;
import java.time.Duration;

/** Both locations scaled in West US; every zone holds exactly its share at the end. */
final class ScaleUnits implements Step {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final int from;
  private final int to;

  ScaleUnits(int from, int to) {
    this.from = from;
    this.to = to;
  }

  @Override
  public String name() {
    return "units " + from + " -> " + to;
  }

  @Override
  public String run(Stage stage) {
    for (Site site : stage.regions().sites()) {
      stage.regions().setUnits(site.location(), to);
    }
    for (Site site : stage.regions().sites()) {
      site.awaitExactly(to, LIMIT);
      stage.report().place(site.place().displayName(), site.placement());
    }
    return "exactly " + 2 * to / 3 + " ready replicas in every zone of both regions";
  }
}
