package dev.apim.e2e.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Passes on the frames of a watch, each of which is one event. */
final class WebSocketEvents {
  private static final int LENGTH = 0x7f;
  private static final int OPCODE = 0x0f;
  private static final int TEXT = 1;
  private static final int TWO_BYTES = 126;

  private final InputStream in;
  private final OutputStream out;

  WebSocketEvents(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Until the stream ends or the interference ends it. */
  void run(Supplier<Interference.EventVerdict> judge) throws IOException, InterruptedException {
    while (true) {
      byte[] frame = frame();
      boolean event = (frame[0] & OPCODE) <= TEXT;
      Interference.EventVerdict verdict = event ? judge.get() : Interference.EventVerdict.PASS;
      if (verdict.delayMillis() > 0) {
        TimeUnit.MILLISECONDS.sleep(verdict.delayMillis());
      }
      for (int i = 0; i < verdict.copies(); i++) {
        out.write(frame);
      }
      out.flush();
      if (verdict.cut()) {
        return;
      }
    }
  }

  /** The server's frames are not masked. */
  private byte[] frame() throws IOException {
    byte[] start = exactly(2);
    int code = start[1] & LENGTH;
    byte[] more = exactly(code < TWO_BYTES ? 0 : code == TWO_BYTES ? 2 : 8);
    long length =
        switch (more.length) {
          case 0 -> code;
          case 2 -> ByteBuffer.wrap(more).getShort() & 0xffff;
          default -> ByteBuffer.wrap(more).getLong();
        };
    byte[] payload = exactly((int) length);
    return ByteBuffer.allocate(2 + more.length + payload.length)
        .put(start)
        .put(more)
        .put(payload)
        .array();
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }
}
