package dev.apim.operator.controller.configuration;

/**
 * An object belongs to an instance of the same name that was deleted, and goes with it soon. Worth
 * another try.
 */
final class PartsOfPredecessorException extends RuntimeException {

  PartsOfPredecessorException(String name) {
    super(name + " belongs to a deleted instance of the same name and is being collected");
  }
}
