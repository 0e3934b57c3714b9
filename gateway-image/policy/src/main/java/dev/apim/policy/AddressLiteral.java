package dev.apim.policy;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * IP addresses as they are written, read in numbers alone: what is no address is no name either, so
 * nobody is asked and nobody waits.
 */
public final class AddressLiteral {

  private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final int LONGEST = 45;

  private AddressLiteral() {}

  /** The 4 or 16 bytes of an address; empty where the text is none. */
  public static Optional<byte[]> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    return text.indexOf(':') < 0 ? v4(text) : v6(text);
  }

  private static Optional<byte[]> v4(String text) {
    if (!V4.matcher(text).matches()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[4];
    int at = 0;
    for (String part : text.split("\\.")) {
      int octet = Integer.parseInt(part);
      if (octet > 255) {
        return Optional.empty();
      }
      bytes[at++] = (byte) octet;
    }
    return Optional.of(bytes);
  }

  private static Optional<byte[]> v6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true).filter(bytes -> bytes.length == 16);
    }
    Optional<byte[]> before = groups(text.substring(0, gap), false);
    Optional<byte[]> after = groups(text.substring(gap + 2), true);
    if (before.isEmpty() || after.isEmpty() || before.get().length + after.get().length > 14) {
      return Optional.empty();
    }
    byte[] bytes = Arrays.copyOf(before.get(), 16);
    int rest = after.get().length;
    System.arraycopy(after.get(), 0, bytes, 16 - rest, rest);
    return Optional.of(bytes);
  }

  /** The bytes of groups between colons, of which the last may be an address of version 4. */
  private static Optional<byte[]> groups(String text, boolean last) {
    String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
    byte[] bytes = new byte[2 * parts.length + 2];
    int at = 0;
    for (int i = 0; i < parts.length; i++) {
      if (GROUP.matcher(parts[i]).matches()) {
        int group = Integer.parseInt(parts[i], 16);
        bytes[at++] = (byte) (group >> 8);
        bytes[at++] = (byte) group;
        continue;
      }
      Optional<byte[]> embedded = last && i == parts.length - 1 ? v4(parts[i]) : Optional.empty();
      if (embedded.isEmpty()) {
        return Optional.empty();
      }
      System.arraycopy(embedded.get(), 0, bytes, at, 4);
      at += 4;
    }
    return Optional.of(Arrays.copyOf(bytes, at));
  }

  /** True where 16 bytes stand for an address of version 4: {@code ::ffff:1.2.3.4}. */
  public static boolean isMapped(byte[] bytes) {
    if (bytes.length != 16 || bytes[10] != -1 || bytes[11] != -1) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
