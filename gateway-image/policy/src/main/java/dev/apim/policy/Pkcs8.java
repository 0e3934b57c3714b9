package dev.apim.policy;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;

/**
 * Wraps a private key of one algorithm's own form (PKCS#1, SEC 1) into the form that names the
 * algorithm, as its public key does.
 */
final class Pkcs8 {

  private static final int INTEGER = 0x02;
  private static final int OCTETS = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int LONG_FORM = 0x80;
  private static final int BYTE = 0xff;

  private Pkcs8() {}

  static byte[] of(byte[] key, PublicKey of) {
    byte[] version = tagged(INTEGER, new byte[] {0});
    return tagged(SEQUENCE, joined(version, algorithm(of.getEncoded()), tagged(OCTETS, key)));
  }

  /** The first element of a public key's sequence. */
  private static byte[] algorithm(byte[] publicKey) {
    int start = headerLength(publicKey, 0);
    int length = headerLength(publicKey, start) + contentLength(publicKey, start);
    byte[] algorithm = new byte[length];
    System.arraycopy(publicKey, start, algorithm, 0, length);
    return algorithm;
  }

  private static int headerLength(byte[] der, int at) {
    int length = der[at + 1] & BYTE;
    return length < LONG_FORM ? 2 : 2 + (length - LONG_FORM);
  }

  private static int contentLength(byte[] der, int at) {
    int length = der[at + 1] & BYTE;
    if (length < LONG_FORM) {
      return length;
    }
    int content = 0;
    for (int i = 0; i < length - LONG_FORM; i++) {
      content = (content << Byte.SIZE) | (der[at + 2 + i] & BYTE);
    }
    return content;
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < LONG_FORM) {
      out.write(content.length);
    } else {
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(content.length) + 7) / Byte.SIZE;
      out.write(LONG_FORM + bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write(content.length >> (i * Byte.SIZE));
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
