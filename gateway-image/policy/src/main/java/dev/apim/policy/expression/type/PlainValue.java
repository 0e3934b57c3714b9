package dev.apim.policy.expression.type;

/** A value that wraps a plain one: operators on {@code dynamic} see what is inside. */
public interface PlainValue {

  Object plain();
}
