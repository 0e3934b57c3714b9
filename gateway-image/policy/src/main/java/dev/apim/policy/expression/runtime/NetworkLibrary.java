package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.type.EnumValue;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IP addresses, in numbers alone: no name is ever looked up. */
final class NetworkLibrary {

  private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  private static final EnumValue V4_FAMILY = new EnumValue("AddressFamily", "InterNetwork", 0);
  private static final EnumValue V6_FAMILY = new EnumValue("AddressFamily", "InterNetworkV6", 1);

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
        .add("static bool IPAddress.IsLoopback(IPAddress)", v -> a(v).isLoopbackAddress())
        .add("bool IPAddress.Equals(object)", Object::equals)
        .add("string IPAddress.ToString()", v -> a(v).getHostAddress());
  }

  private static InetAddress parse(String written) {
    String text = text(written).strip();
    boolean v6 = text.indexOf(':') >= 0 && V6.matcher(text).matches();
    if (!v6 && !V4.matcher(text).matches()) {
      throw new Fault("FormatException", "An invalid IP address was specified.");
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new Fault("FormatException", "An invalid IP address was specified.");
    }
  }

  private static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new Fault("ArgumentException", "An invalid IP address was specified.");
    }
  }
}
