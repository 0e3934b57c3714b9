package dev.apim.e2e.lab;

import dev.apim.e2e.cluster.Cluster.Ability;
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
  private static final String SMALL_REPLICAS =
      "{\"spec\":{\"gateway\":{\"replicaResources\":"
          + "{\"cpuMillicores\":100,\"memoryMebibytes\":256}}}}";

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
      regions.add(new LabRegion(lab, place).install(line -> out.println("  " + line)));
      say(place, "chart installed, operator runs", start);
    }
    Region primary = regions.get(0);
    regions.stream().skip(1).forEach(primary::connectTo);
    sayWhatIsNext(regions.get(0).cluster().abilities().contains(Ability.REAL_PODS));
  }

  private void sayWhatIsNext(boolean realPods) {
    out.printf(
        "%nexport PATH=%s:$PATH%n"
            + "export KUBECONFIG=$(e2e/bin/lab kubeconfig westus)%n"
            + "kubectl create namespace %2$s && kubectl -n %2$s apply -f examples/two-regions%n",
        lab.kubectl().getParent(), LabRegion.NAMESPACE);
    if (realPods) {
      out.printf(
          "# replicas ask for more by default than a small machine has%n"
              + "kubectl -n %s patch apim contoso --type=merge -p '%s'%n",
          LabRegion.NAMESPACE, SMALL_REPLICAS);
    }
  }

  private void say(Place place, String what, Instant since) {
    out.printf(
        "%s: %s, %.1f s%n",
        place.displayName(), what, Duration.between(since, Instant.now()).toMillis() / 1000.0);
  }
}
