package dev.apim.gateway.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FrameBoundaryTest {

  private static Buffer frame(int length, boolean masked) {
    int mask = masked ? 0x80 : 0;
    Buffer frame = Buffer.buffer().appendByte((byte) 0x82);
    if (length < 126) {
      frame.appendByte((byte) (length | mask));
    } else if (length < 65536) {
      frame.appendByte((byte) (126 | mask)).appendShort((short) length);
    } else {
      frame.appendByte((byte) (127 | mask)).appendLong(length);
    }
    return frame.appendBytes(new byte[length + (masked ? 4 : 0)]);
  }

  @Test
  void everyEndOfAFrameIsFoundHoweverTheBytesAreCut() {
    Random random = new Random(7);
    Buffer all = Buffer.buffer();
    Set<Integer> ends = new TreeSet<>();
    for (int length : new int[] {0, 1, 125, 126, 127, 70_000, 3}) {
      // from a backend frames are not masked; the length of a mask is part of the head
      all.appendBuffer(frame(length, length == 3));
      ends.add(all.length());
    }
    FrameBoundary frames = new FrameBoundary();
    Set<Integer> found = new TreeSet<>();
    int at = 0;
    while (at < all.length()) {
      int size = Math.min(all.length() - at, random.nextInt(200) == 0 ? 5000 : 1);
      int taken = frames.advanceToBoundary(all.slice(at, at + size));
      at += taken == 0 ? frames.advance(all.slice(at, at + 1)) : taken;
      if (frames.isBetween()) {
        found.add(at);
      }
    }
    assertThat(found).isEqualTo(ends);
  }
}
