package dev.apim.policy.expression.type;

/** A lambda or local function as a value. */
@FunctionalInterface
public interface Callable {

  Object call(Object... arguments);
}
