package dev.apim.e2e.demo;

import dev.apim.e2e.region.Outage;
import dev.apim.e2e.region.Site;
import java.time.Duration;

/** West US comes back: what was scaled in East Asia stands, and both values are shown. */
final class PrimaryBack implements Step {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final int local;
  private final int pushed;

  /**
   * @param local units that the secondary was scaled to
   * @param pushed units that the primary asks for
   */
  PrimaryBack(int local, int pushed) {
    this.local = local;
    this.pushed = pushed;
  }

  @Override
  public String name() {
    return "the primary back, the secondary's own units stand";
  }

  @Override
  public String run(Stage stage) {
    Outage.end(stage.primary());
    Site secondary = stage.secondary();
    // the pushed number is the primary's to know: the secondary holds its own alone
    String message =
        stage
            .primary()
            .objects()
            .awaitCondition("gwloc", secondary.location(), "UnitsOverridden", "True", "", LIMIT)
            .path("message")
            .asText();
    Checks.require(
        message.contains("" + local) && message.contains("" + pushed),
        "UnitsOverridden does not show both values: " + message);
    stage.board().say("  UnitsOverridden: " + message);
    String change = new ChangeApi(name()).run(stage);
    secondary.awaitExactly(local, LIMIT);
    return change;
  }
}
