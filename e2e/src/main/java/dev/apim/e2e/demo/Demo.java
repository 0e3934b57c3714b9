package dev.apim.e2e.demo;

import dev.apim.e2e.process.Trees;
import dev.apim.e2e.tools.Home;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Runs the demo's steps in order, ends at the first that fails, and always clears up. */
public final class Demo {
  private static final List<Step> STEPS =
      List.of(
          new StartRegions(),
          new ApplyExample(),
          new CallApi(),
          new ChangeApi("the Api changed"),
          new ScaleUnits(3, 6),
          new ScaleUnits(6, 3),
          new LoseZone("2"),
          new LosePrimary(),
          new RestartInSecondary(),
          new ScaleInSecondary(6),
          new PrimaryBack(6, 3),
          new Agree(3));

  private final PrintStream out;
  private final boolean terminal;
  private final List<Step> steps;

  /**
   * @param terminal whether {@code out} can show a live table
   */
  public Demo(PrintStream out, boolean terminal) {
    this(out, terminal, STEPS);
  }

  Demo(PrintStream out, boolean terminal, List<Step> steps) {
    this.out = out;
    this.terminal = terminal;
    this.steps = List.copyOf(steps);
  }

  /**
   * Runs all steps.
   *
   * @param json where the report goes; null for nowhere
   * @return whether every step was checked and nothing is left
   */
  public boolean run(boolean realNodes, Path json) {
    DemoReport report = new DemoReport();
    Path processes =
        Home.tree().resolve("e2e/target/processes/demo-" + ProcessHandle.current().pid());
    try (Board board = new Board(out, terminal)) {
      Stage stage = new Stage(realNodes, processes, board, report);
      board.table(
          () -> stage.sites().map(PlacementTable::lines).orElse(""),
          () -> stage.sites().map(PlacementTable::line).orElse(""));
      boolean ok = steps.stream().allMatch(step -> run(step, stage));
      boolean cleared = run(new ClearUp(), stage);
      if (ok && cleared) {
        Trees.delete(processes);
      } else {
        board.say("  logs are in " + processes);
      }
    }
    out.print(report.text());
    if (json != null) {
      report.write(json);
    }
    return report.ok();
  }

  private static boolean run(Step step, Stage stage) {
    Instant start = Instant.now();
    stage.board().step(step.name());
    boolean ok = false;
    try {
      String seen = step.run(stage);
      ok = true;
      stage.board().say("  " + seen);
    } catch (RuntimeException | AssertionError e) {
      stage.board().say("  FAILED: " + e.getMessage());
    }
    long ms = Duration.between(start, Instant.now()).toMillis();
    stage.report().add(new StepResult(step.name(), ok, ms));
    return ok;
  }
}
