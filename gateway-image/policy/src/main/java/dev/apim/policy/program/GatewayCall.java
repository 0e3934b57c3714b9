package dev.apim.policy.program;

import java.util.List;
import java.util.Map;

/**
 * A policy that the gateway carries out.
 *
 * @param attributes values by attribute; numbers and flags as text
 * @param texts values of nested elements, path inside the policy and text, in their order
 */
public record GatewayCall(
    String policy, String path, Map<String, Object> attributes, List<Nested> texts) {

  public GatewayCall {
    texts = List.copyOf(texts);
  }

  /** A nested element with its attributes and text; {@code depth} 0 is directly inside. */
  public record Nested(String name, int depth, Map<String, Object> attributes, Object text) {}
}
