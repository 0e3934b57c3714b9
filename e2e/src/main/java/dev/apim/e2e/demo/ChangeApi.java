package dev.apim.e2e.demo;

import dev.apim.e2e.load.Arrivals;
import dev.apim.e2e.region.Site;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One edit of the Api in West US; the time until every gateway of each region serves it. */
final class ChangeApi implements Step {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final String name;

  ChangeApi(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String run(Stage stage) {
    String path = next(stage.apiPath());
    List<URI> gateways = stage.regions().gateways("/" + path + "/hello");
    Map<URI, Double> millis;
    try (Arrivals arrivals = new Arrivals()) {
      millis = arrivals.after(() -> stage.regions().setApiPath(path), gateways, LIMIT);
    }
    stage.apiPath(path);
    List<String> seen = new ArrayList<>();
    for (Site site : stage.regions().sites()) {
      List<URI> own = site.gateways(stage.request());
      Checks.require(
          !own.isEmpty() && millis.keySet().containsAll(own),
          "the change has not reached every gateway of " + site.place().displayName());
      double slowest = own.stream().mapToDouble(millis::get).max().orElseThrow();
      stage.report().propagated(site.place().displayName(), slowest);
      seen.add("%s after %.0f ms".formatted(site.place().displayName(), slowest));
    }
    return "/" + path + " is served by every gateway: " + String.join(", ", seen);
  }

  /** echo, echo-v2, echo-v3 ... */
  private static String next(String path) {
    int version = path.equals("echo") ? 1 : Integer.parseInt(path.substring("echo-v".length()));
    return "echo-v" + (version + 1);
  }
}
