package dev.apim.e2e.lab;

import dev.apim.e2e.cluster.LocalCluster;
import java.io.PrintStream;

/** Brings the lab up, saying what it does. */
final class LabUp {
  private final Lab lab;
  private final PrintStream out;

  LabUp(Lab lab, PrintStream out) {
    this.lab = lab;
    this.out = out;
  }

  void run(boolean realNodes) {
    for (Place place : Place.ALL) {
      long start = System.nanoTime();
      LocalCluster cluster = lab.up(place, realNodes);
      out.printf(
          "%s: cluster at %s in %.1f s%n",
          place.displayName(), cluster.serverUrl(), (System.nanoTime() - start) / 1e9);
    }
  }
}
