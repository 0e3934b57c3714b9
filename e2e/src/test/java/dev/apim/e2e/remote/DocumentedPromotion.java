package dev.apim.e2e.remote;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The patches of an instance that docs/promotion.md tells its readers to apply. */
final class DocumentedPromotion {

  private DocumentedPromotion() {}

  /** Asks for another primary, in the cluster that publishes. */
  static void planned(Cluster cluster, String instance, String location) {
    patch(cluster, instance, documented(false).replace("eastasia", location));
  }

  /** Decides that this cluster publishes from now on. */
  static void forced(
      Cluster cluster, String instance, String location, int epoch, boolean acceptLoss) {
    patch(
        cluster,
        instance,
        documented(true)
            .replace("eastasia", location)
            .replace("\"epoch\":2", "\"epoch\":" + epoch)
            .replace("\"acceptLoss\":true", "\"acceptLoss\":" + acceptLoss));
  }

  private static String documented(boolean forced) {
    try {
      return Files.readAllLines(Home.tree().resolve("docs/promotion.md")).stream()
          .filter(line -> line.strip().startsWith("kubectl patch apim contoso "))
          .filter(line -> line.contains("\"promotion\"") == forced)
          .map(line -> line.substring(line.indexOf(" -p '") + 5, line.lastIndexOf('\'')))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void patch(Cluster cluster, String instance, String patch) {
    cluster
        .kubectl("patch", "apim", instance, "-n", Pushed.NAMESPACE, "--type=merge", "-p", patch)
        .orThrow();
  }
}
