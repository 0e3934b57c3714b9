package dev.apim.e2e.demo;

import dev.apim.e2e.region.Site;
import java.util.ArrayList;
import java.util.List;

/** The Api is answered by every gateway of both regions. */
final class CallApi implements Step {
  @Override
  public String name() {
    return "the Api called through both regions";
  }

  @Override
  public String run(Stage stage) {
    List<String> seen = new ArrayList<>();
    for (Site site : stage.regions().sites()) {
      seen.add(site.place().displayName() + ": " + Checks.awaitAll(stage, site) + " answer 200");
    }
    return String.join(", ", seen);
  }
}
