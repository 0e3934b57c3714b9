package dev.apim.policy.host;

/** An HTTP proxy on the way to a backend; user and password are null where it asks for none. */
public record ProxyServer(String url, String username, String password) {}
