package dev.apim.e2e.demo;

/** One thing that the demo does and checks. */
interface Step {
  /** What it shows, in a few words; also its name in the report. */
  String name();

  /**
   * Does it and returns what was seen in one line.
   *
   * @throws RuntimeException or AssertionError when it did not go as it should
   */
  String run(Stage stage);
}
