package dev.apim.e2e.node;

/** What a simulated node offers to pods. */
public record NodeSize(String cpu, String memory, int pods) {
  /** Large enough that only placement rules limit a test. */
  public static NodeSize roomy() {
    return new NodeSize("32", "128Gi", 250);
  }
}
