package dev.apim.gateway.backends;

import dev.apim.gateway.telemetry.Telemetry;

/**
 * Headers that are about one connection and never passed on (RFC 9110, section 7.6.1). Compared by
 * length first, since this is asked for every header of every message.
 */
final class HopByHop {

  private HopByHop() {}

  static boolean matches(String name) {
    return switch (name.length()) {
      case 2 -> name.equalsIgnoreCase("te");
      case 7 -> name.equalsIgnoreCase("trailer") || name.equalsIgnoreCase("upgrade");
      case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
      case 14 -> name.equalsIgnoreCase("http2-settings");
      case 16 -> name.equalsIgnoreCase("proxy-connection");
      case 17 -> name.equalsIgnoreCase("transfer-encoding");
      case 18 -> name.equalsIgnoreCase("proxy-authenticate");
      case 19 -> name.equalsIgnoreCase("proxy-authorization");
      default -> false;
    };
  }

  /** Whether a request's header is for this hop or made anew for the next. */
  static boolean endsHere(String name) {
    return switch (name.length()) {
      case 4 -> name.equalsIgnoreCase("host");
      case 6 -> name.equalsIgnoreCase("expect");
      case 24 -> name.equalsIgnoreCase(Telemetry.MARK);
      default -> matches(name);
    };
  }
}
