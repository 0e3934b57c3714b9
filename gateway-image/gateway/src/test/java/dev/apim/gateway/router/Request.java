package dev.apim.gateway.router;

import java.util.Map;
import java.util.TreeMap;

/** A request as far as the router looks at it. */
record Request(String method, Map<String, String> headers) implements Asked {

  Request {
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = byName;
  }

  @Override
  public String header(String name) {
    return headers.get(name);
  }
}
