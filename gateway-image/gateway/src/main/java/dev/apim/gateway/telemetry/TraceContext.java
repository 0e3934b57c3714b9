package dev.apim.gateway.telemetry;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The W3C trace context of a request: kept where a client sent a valid one, else made.
 *
 * @param traceId 32 hexadecimal digits
 * @param parentId 16 hexadecimal digits: the caller's span; null where the trace begins here
 * @param sampled whether whoever decided wants to see it
 */
public record TraceContext(String traceId, String parentId, boolean sampled) {

  private static final int LENGTH = 55;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /**
   * That of a request.
   *
   * @param header value of {@code traceparent}; null where there is none
   * @param percent how many in a hundred of those that begin here are sampled
   */
  static TraceContext of(String header, int percent) {
    if (isValid(header)) {
      boolean sampled = (Character.digit(header.charAt(54), 16) & 1) == 1;
      return new TraceContext(header.substring(3, 35), header.substring(36, 52), sampled);
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    boolean sampled = percent > 0 && random.nextInt(100) < percent;
    return new TraceContext(hex(random.nextLong()) + hex(random.nextLong() | 1), null, sampled);
  }

  /** A value for a request that nobody tells of: the client's own, or one that begins here. */
  public static String forward(String header) {
    if (isValid(header)) {
      return header;
    }
    byte[] text = new byte[LENGTH];
    ThreadLocalRandom random = ThreadLocalRandom.current();
    text[0] = '0';
    text[1] = '0';
    text[2] = '-';
    write(text, 3, random.nextLong());
    write(text, 19, random.nextLong() | 1);
    text[35] = '-';
    write(text, 36, random.nextLong() | 1);
    text[52] = '-';
    text[53] = '0';
    text[54] = '0';
    return latin(text);
  }

  /** An identity of a span. */
  static String newSpanId() {
    return hex(ThreadLocalRandom.current().nextLong() | 1);
  }

  /** The header for the next hop, below a span of ours. */
  String header(String spanId) {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }

  /** Only version 00 is understood; a later one is begun anew, as the recommendation allows. */
  static boolean isValid(String header) {
    if (header == null
        || header.length() != LENGTH
        || !header.startsWith("00-")
        || header.charAt(35) != '-'
        || header.charAt(52) != '-') {
      return false;
    }
    return isHex(header, 3, 35)
        && isHex(header, 36, 52)
        && isHex(header, 53, 55)
        && !isZero(header, 3, 35)
        && !isZero(header, 36, 52);
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  private static String hex(long value) {
    byte[] text = new byte[16];
    write(text, 0, value);
    return latin(text);
  }

  private static void write(byte[] text, int from, long value) {
    for (int i = 0; i < 16; i++) {
      text[from + i] = HEX[(int) (value >>> (60 - 4 * i)) & 15];
    }
  }

  private static String latin(byte[] text) {
    return new String(text, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
