package dev.apim.e2e.demo;

import dev.apim.e2e.cluster.Remains;
import java.time.Duration;
import java.util.List;

/** Everything is stopped and removed, whatever there is of it, and nothing of it is left. */
final class ClearUp implements Step {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "everything stopped and removed";
  }

  @Override
  public String run(Stage stage) {
    List<Remains> remains = stage.remains();
    stage.close();
    List<String> left = Remains.after(LIMIT, remains);
    Checks.require(left.isEmpty(), "still on this machine: " + String.join(", ", left));
    return "nothing left: no process, folder, link, namespace, mount or cgroup";
  }
}
