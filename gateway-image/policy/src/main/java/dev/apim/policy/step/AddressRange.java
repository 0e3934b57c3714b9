package dev.apim.policy.step;

import dev.apim.policy.expression.type.Fault;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** IP addresses from one to another, both included, of one version. */
public record AddressRange(byte[] first, byte[] last) {

  private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

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

  /** The bytes of an address; names are never looked up. */
  static byte[] parse(String written) {
    String text = written.strip();
    boolean v6 = text.indexOf(':') >= 0 && V6.matcher(text).matches();
    try {
      if (v6 || V4.matcher(text).matches()) {
        return InetAddress.getByName(text).getAddress();
      }
    } catch (UnknownHostException e) {
      throw new Fault("FormatException", "'" + text + "' is no IP address.");
    }
    throw new Fault("FormatException", "'" + text + "' is no IP address.");
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
