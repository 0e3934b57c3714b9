package dev.apim.e2e.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The head of an HTTP/1.1 request or answer, and how its body is read. */
final class HttpMessage {
  private static final int LONGEST_HEAD = 64 * 1024;

  private final String head;

  private HttpMessage(String head) {
    this.head = head;
  }

  /** Reads a head; null at the end of the stream. */
  static HttpMessage read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int last = 0;
    while (last != 0x0d0a0d0a) {
      int next = in.read();
      if (next < 0 && bytes.size() == 0) {
        return null;
      }
      if (next < 0 || bytes.size() > LONGEST_HEAD) {
        throw new EOFException("within the head of a message");
      }
      bytes.write(next);
      last = last << 8 | next;
    }
    return new HttpMessage(bytes.toString(StandardCharsets.ISO_8859_1));
  }

  String firstLine() {
    return head.substring(0, head.indexOf('\r'));
  }

  byte[] bytes() {
    return head.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Value of a header in lower case; empty where there is none. */
  String header(String name) {
    for (String line : head.split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
        return line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }

  int status() {
    return Integer.parseInt(firstLine().split(" ")[1]);
  }

  boolean asksForWebSocket() {
    return header("upgrade").equals("websocket");
  }

  /** Passes the body on as it comes. */
  void copyBody(InputStream in, Sink out, boolean answer) throws IOException {
    if (header("transfer-encoding").contains("chunked")) {
      copyChunks(in, out);
    } else if (!header("content-length").isEmpty()) {
      copy(in, out, Long.parseLong(header("content-length")));
    } else if (answer && status() != 204 && status() != 304) {
      throw new IOException("an answer without a length: " + firstLine());
    }
  }

  private static void copyChunks(InputStream in, Sink out) throws IOException {
    long size;
    do {
      String line = line(in);
      size = Long.parseLong(line.split(";")[0].strip(), 16);
      out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      copy(in, out, size);
      out.write((line(in) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    } while (size > 0);
  }

  private static void copy(InputStream in, Sink out, long length) throws IOException {
    for (long left = length; left > 0; ) {
      byte[] part = in.readNBytes((int) Math.min(left, 16 * 1024));
      if (part.length == 0) {
        throw new EOFException("within a body");
      }
      out.write(part);
      left -= part.length;
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("within a line");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /** Takes bytes. */
  interface Sink {
    void write(byte[] bytes) throws IOException;
  }
}
