package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.AddressLiteral;
import dev.apim.policy.expression.type.EnumValue;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** IP addresses, in numbers alone: no name is ever looked up. */
final class NetworkLibrary {

  private static final EnumValue V4_FAMILY = new EnumValue("AddressFamily", "InterNetwork", 0);
  private static final EnumValue V6_FAMILY = new EnumValue("AddressFamily", "InterNetworkV6", 1);

  private static final InetAddress MAPPED_LOOPBACK = parse("::ffff:127.0.0.1");

  private NetworkLibrary() {}

  private static InetAddress a(Object value) {
    return (InetAddress) value;
  }

  static void declare(Library.Builder library) {
    library
        .enumeration("AddressFamily", "InterNetwork", "InterNetworkV6")
        .type("class IPAddress", InetAddress.class)
        .add("static IPAddress IPAddress.Parse(string)", t -> parse(Values.required(t, "ipString")))
        .add(
            "static bool IPAddress.TryParse(string, out IPAddress)",
            (t, out) ->
                NumberLibrary.tryParse(t, out, x -> parse(x == null ? "" : (String) x), null))
        .add("new IPAddress(byte[])", b -> of((byte[]) b))
        .add("byte[] IPAddress.GetAddressBytes()", v -> a(v).getAddress())
        .add(
            "AddressFamily IPAddress.AddressFamily",
            v -> a(v).getAddress().length == 4 ? V4_FAMILY : V6_FAMILY)
        .add("static bool IPAddress.IsLoopback(IPAddress)", v -> isLoopback(a(v)))
        .add("bool IPAddress.Equals(object)", Object::equals)
        .add("string IPAddress.ToString()", v -> shown(a(v).getAddress()));
  }

  private static InetAddress parse(String written) {
    return AddressLiteral.parse(text(written).strip())
        .map(NetworkLibrary::of)
        .orElseThrow(() -> new Fault("FormatException", "An invalid IP address was specified."));
  }

  private static InetAddress of(byte[] bytes) {
    try {
      // the general way makes version 4 of addresses that are mapped
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new Fault("ArgumentException", "An invalid IP address was specified.");
    }
  }

  private static boolean isLoopback(InetAddress address) {
    return address.isLoopbackAddress() || address.equals(MAPPED_LOOPBACK);
  }

  private static String shown(byte[] bytes) {
    return bytes.length == 4 ? quad(bytes, 0) : compressed(bytes);
  }

  private static String quad(byte[] bytes, int at) {
    StringJoiner joined = new StringJoiner(".");
    for (int i = at; i < at + 4; i++) {
      joined.add(String.valueOf(bytes[i] & 0xff));
    }
    return joined.toString();
  }

  /** Without its longest row of zeros; where version 4 is embedded, its end is written as such. */
  private static String compressed(byte[] bytes) {
    int[] groups = new int[8];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }
    boolean embeds = embeds(groups);
    String shown = compressed(embeds ? Arrays.copyOf(groups, 6) : groups);
    return embeds ? shown + (shown.endsWith(":") ? "" : ":") + quad(bytes, 12) : shown;
  }

  private static String compressed(int[] groups) {
    int from = 0;
    int length = 1;
    for (int i = 0; i < groups.length; i++) {
      int end = i;
      while (end < groups.length && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        from = i;
        length = end - i;
      }
    }
    return length == 1
        ? hex(groups, 0, groups.length)
        : hex(groups, 0, from) + "::" + hex(groups, from + length, groups.length);
  }

  private static String hex(int[] groups, int from, int to) {
    return Arrays.stream(groups, from, to)
        .mapToObj(Integer::toHexString)
        .collect(Collectors.joining(":"));
  }

  /** Mapped, compatible, translated, or of a tunnel within a site. */
  private static boolean embeds(int[] g) {
    if (g[4] == 0 && g[5] == 0x5efe) {
      return true;
    }
    return Arrays.stream(g, 0, 4).allMatch(group -> group == 0)
        && g[6] != 0
        && (g[4] == 0 && (g[5] == 0 || g[5] == 0xffff) || g[4] == 0xffff && g[5] == 0);
  }
}
