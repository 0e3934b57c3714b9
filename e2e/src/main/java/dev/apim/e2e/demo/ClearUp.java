package dev.apim.e2e.demo;

/** Everything is stopped and removed, whatever there is of it. */
final class ClearUp implements Step {
  @Override
  public String name() {
    return "everything stopped and removed";
  }

  @Override
  public String run(Stage stage) {
    stage.close();
    return "nothing left";
  }
}
