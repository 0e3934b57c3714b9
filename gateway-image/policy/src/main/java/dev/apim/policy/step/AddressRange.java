package dev.apim.policy.step;

import dev.apim.policy.AddressLiteral;
import dev.apim.policy.expression.type.Fault;
import java.util.Arrays;

/** IP addresses from one to another, both included, of one version. */
public record AddressRange(byte[] first, byte[] last) {

  /** A range; both ends must be addresses. */
  static AddressRange of(String first, String last) {
    return new AddressRange(parse(first), parse(last));
  }

  /** True where a text is an address, in numbers. */
  public static boolean isAddress(String text) {
    try {
      return parse(text).length > 0;
    } catch (Fault e) {
      return false;
    }
  }

  /** The bytes of an address, of version 4 where it stands for one; names are never looked up. */
  static byte[] parse(String written) {
    String text = written.strip();
    return AddressLiteral.parse(text)
        .map(bytes -> AddressLiteral.isMapped(bytes) ? Arrays.copyOfRange(bytes, 12, 16) : bytes)
        .orElseThrow(() -> new Fault("FormatException", "'" + text + "' is no IP address."));
  }

  boolean isEmpty() {
    return !contains(first) || !contains(last);
  }

  boolean contains(byte[] address) {
    return address.length == first.length
        && address.length == last.length
        && Arrays.compareUnsigned(first, address) <= 0
        && Arrays.compareUnsigned(address, last) <= 0;
  }
}
