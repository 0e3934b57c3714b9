package dev.apim.policy.context;

/** A URL in parts. {@code query} is without its question mark, empty where there is none. */
public record RequestUrl(String scheme, String host, int port, String path, String query) {

  private boolean defaultPort() {
    return port == 443 && scheme.equals("https") || port == 80 && scheme.equals("http");
  }

  @Override
  public String toString() {
    return scheme
        + "://"
        + host
        + (defaultPort() || port <= 0 ? "" : ":" + port)
        + path
        + (query.isEmpty() ? "" : "?" + query);
  }
}
