package dev.apim.e2e.region;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.tools.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The product's image archives, which nodes that run real pods need. */
public final class Images {
  private static final List<String> ARCHIVES = List.of("gateway-image.tar", "operator-image.tar");

  private Images() {}

  /**
   * Loads gateway and operator into every node.
   *
   * @param progress is told of each archive
   * @throws IllegalStateException when Maven has not made the archives yet
   */
  public static void importInto(Cluster cluster, Consumer<String> progress) {
    for (String image : ARCHIVES) {
      Path archive = Home.tree().resolve("gateway-image/image/target").resolve(image);
      if (!Files.exists(archive)) {
        throw new IllegalStateException(
            archive + " is missing: build it first, mvn -DskipTests package");
      }
      cluster.importImage(archive);
      progress.accept(image + " imported into every node of " + cluster.name());
    }
  }
}
