package dev.apim.gateway.policies;

import dev.apim.policy.context.MessageBody;

/** A body in memory, or one that is not there yet and nobody reads. */
final class Body implements MessageBody {

  private static final byte[] NOTHING = new byte[0];

  private byte[] content;

  /** Whether the bytes are here; else the body is a stream. */
  boolean isInMemory() {
    return content != null;
  }

  @Override
  public byte[] bytes(boolean preserve) {
    return content == null ? NOTHING : content;
  }

  @Override
  public void set(byte[] bytes) {
    content = bytes == null ? NOTHING : bytes;
  }
}
