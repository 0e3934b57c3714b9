package dev.apim.e2e.api;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.tools.Home;
import java.nio.file.Path;

/** The CRDs as they lie in the tree. */
final class Crds {

  private Crds() {}

  static Path folder() {
    return Home.tree().resolve("crds");
  }

  /** What the README says of installing them without the chart. */
  static void install(Cluster cluster) {
    String folder = folder().toString();
    cluster.kubectl("apply", "--server-side", "--force-conflicts", "-f", folder).orThrow();
    cluster.kubectl("wait", "--for=condition=Established", "--timeout=30s", "-f", folder).orThrow();
  }
}
