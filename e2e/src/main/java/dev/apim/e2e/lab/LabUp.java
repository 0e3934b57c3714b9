package dev.apim.e2e.lab;

import dev.apim.e2e.cluster.LocalCluster;
import dev.apim.e2e.region.Place;
import dev.apim.e2e.region.Region;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Brings the lab up, saying what it does. */
final class LabUp {
  private final Lab lab;
  private final PrintStream out;

  LabUp(Lab lab, PrintStream out) {
    this.lab = lab;
    this.out = out;
  }

  void run(boolean realNodes) {
    List<Region> regions = new ArrayList<>();
    for (Place place : Place.ALL) {
      Instant start = Instant.now();
      LocalCluster cluster = lab.up(place, realNodes);
      say(place, "cluster at " + cluster.serverUrl(), start);
      start = Instant.now();
      regions.add(new LabRegion(lab, place).install());
      say(place, "chart installed, operator runs", start);
    }
    Region primary = regions.get(0);
    regions.stream().skip(1).forEach(primary::connectTo);
    out.printf(
        "%nexport KUBECONFIG=$(e2e/bin/lab kubeconfig westus)%n"
            + "kubectl create namespace %1$s && kubectl -n %1$s apply -f examples/two-regions%n",
        LabRegion.NAMESPACE);
  }

  private void say(Place place, String what, Instant since) {
    out.printf(
        "%s: %s, %.1f s%n",
        place.displayName(), what, Duration.between(since, Instant.now()).toMillis() / 1000.0);
  }
}
