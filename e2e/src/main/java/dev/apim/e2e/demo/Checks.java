package dev.apim.e2e.demo;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.load.Arrivals;
import dev.apim.e2e.region.Site;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What several steps look at. */
final class Checks {
  private static final Duration CALL_LIMIT = Duration.ofSeconds(30);

  private Checks() {}

  /**
   * Calls the Api at every gateway of the region.
   *
   * @return how many there are
   * @throws IllegalStateException naming those that do not answer 200
   */
  static int callAll(Stage stage, Site site) {
    List<URI> gateways = site.gateways(stage.request());
    require(!gateways.isEmpty(), "no gateway answers in " + site.place().displayName());
    try (Arrivals arrivals = new Arrivals()) {
      List<String> wrong =
          gateways.stream()
              .map(gateway -> gateway + " " + arrivals.status(gateway))
              .filter(answer -> !answer.endsWith(" 200"))
              .toList();
      require(wrong.isEmpty(), "not answered with 200: " + wrong);
    }
    return gateways.size();
  }

  /** Waits until every gateway of the region answers the Api with 200. */
  static int awaitAll(Stage stage, Site site) {
    await("every gateway of " + site.place().displayName() + " answers " + stage.request())
        .atMost(CALL_LIMIT)
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptions()
        .until(() -> callAll(stage, site) > 0);
    return site.gateways(stage.request()).size();
  }

  /**
   * @throws IllegalStateException with the message when it is not so
   */
  static void require(boolean so, String otherwise) {
    if (!so) {
      throw new IllegalStateException(otherwise);
    }
  }
}
