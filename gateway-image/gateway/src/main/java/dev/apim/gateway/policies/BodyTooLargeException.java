package dev.apim.gateway.policies;

/** A body that a policy wants to read exceeds what is kept in memory. */
final class BodyTooLargeException extends RuntimeException {

  BodyTooLargeException(long most) {
    super("the body exceeds " + most + " bytes, more than is taken");
  }
}
