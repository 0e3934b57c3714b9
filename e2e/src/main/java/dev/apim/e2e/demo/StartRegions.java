package dev.apim.e2e.demo;

/** Two clusters of three zones, the chart in both, West US connected to East Asia. */
final class StartRegions implements Step {
  @Override
  public String name() {
    return "two regions started, chart installed in both";
  }

  @Override
  public String run(Stage stage) {
    stage.build();
    return "West US knows East Asia";
  }
}
