package dev.apim.policy.program;

import java.util.List;

/**
 * One attribute of a policy.
 *
 * @param expressions whether an expression may stand there
 * @param choices the literals that are allowed; empty for any
 */
record AttributeSchema(
    String name, boolean required, boolean expressions, ValueKind kind, List<String> choices) {

  AttributeSchema {
    choices = List.copyOf(choices);
  }
}
