package dev.apim.gateway.backends;

import io.vertx.core.buffer.Buffer;

/** Knows where the frames of a WebSocket end, from their heads alone (RFC 6455, section 5.2). */
final class FrameBoundary {

  private static final int LONGEST_HEAD = 14;

  private final byte[] head = new byte[LONGEST_HEAD];
  private int headBytes;
  private long left;

  /** Whether the last frame is complete. */
  boolean isBetween() {
    return headBytes == 0 && left == 0;
  }

  /** Takes all bytes; returns their number. */
  int advance(Buffer bytes) {
    int at = 0;
    while (at < bytes.length()) {
      at = step(bytes, at);
    }
    return at;
  }

  /** Takes bytes up to the next end of a frame; returns their number. */
  int advanceToBoundary(Buffer bytes) {
    int at = 0;
    while (at < bytes.length() && !isBetween()) {
      at = step(bytes, at);
    }
    return at;
  }

  private int step(Buffer bytes, int at) {
    if (left > 0) {
      int taken = (int) Math.min(left, bytes.length() - at);
      left -= taken;
      return at + taken;
    }
    head[headBytes++] = bytes.getByte(at);
    if (headBytes >= 2 && headBytes == headLength()) {
      left = payload();
      headBytes = 0;
    }
    return at + 1;
  }

  private int headLength() {
    int length = head[1] & 0x7f;
    int extended = length == 126 ? 2 : length == 127 ? 8 : 0;
    return 2 + extended + ((head[1] & 0x80) == 0 ? 0 : 4);
  }

  private long payload() {
    int length = head[1] & 0x7f;
    if (length < 126) {
      return length;
    }
    long extended = 0;
    for (int i = 2; i < (length == 126 ? 4 : 10); i++) {
      extended = extended << 8 | head[i] & 0xff;
    }
    return Math.max(0, extended);
  }
}
