package dev.apim.policy.expression.type;

/** Where a member leaves the value of an {@code out} parameter. */
@FunctionalInterface
public interface OutArgument {

  void set(Object value);
}
