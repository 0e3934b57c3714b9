package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Fault;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** A GUID: the first three groups are little-endian in bytes, as .NET stores them. */
public record Guid(UUID id) implements Comparable<Guid> {

  private static final Pattern TEXT =
      Pattern.compile("[({]?[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}[)}]?");

  static boolean isGuid(String text) {
    return text != null && TEXT.matcher(text.strip()).matches();
  }

  static Guid parse(String text) {
    if (!isGuid(text)) {
      throw new Fault("FormatException", "Unrecognized Guid format.");
    }
    String digits = text.replaceAll("[^0-9a-fA-F]", "");
    return new Guid(
        new UUID(
            Long.parseUnsignedLong(digits.substring(0, 16), 16),
            Long.parseUnsignedLong(digits.substring(16), 16)));
  }

  static Guid of(byte[] bytes) {
    if (bytes.length != 16) {
      throw new Fault("ArgumentException", "Byte array for Guid must be exactly 16 bytes long.");
    }
    ByteBuffer buffer = ByteBuffer.wrap(swapped(bytes));
    return new Guid(new UUID(buffer.getLong(), buffer.getLong()));
  }

  byte[] bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(16);
    buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return swapped(buffer.array());
  }

  private static byte[] swapped(byte[] bytes) {
    int[] order = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    byte[] swapped = new byte[16];
    for (int i = 0; i < 16; i++) {
      swapped[i] = bytes[order[i]];
    }
    return swapped;
  }

  String toString(String format) {
    String text = id.toString();
    return switch (format.toUpperCase(Locale.ROOT)) {
      case "", "D" -> text;
      case "N" -> text.replace("-", "");
      case "B" -> "{" + text + "}";
      case "P" -> "(" + text + ")";
      default -> throw new Fault("FormatException", "Format string can be only N, D, B or P.");
    };
  }

  @Override
  public int compareTo(Guid other) {
    return id.toString().compareTo(other.id.toString());
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
