package dev.apim.e2e.junit;

/** A namespace that exists for one test. */
public record TestNamespace(String name) {
  @Override
  public String toString() {
    return name;
  }
}
