package dev.apim.policy.context;

/** A body that is in memory. */
public interface MessageBody {

  /**
   * The bytes; where {@code preserve} is false they need not be kept for the one who comes next.
   */
  byte[] bytes(boolean preserve);

  void set(byte[] content);
}
