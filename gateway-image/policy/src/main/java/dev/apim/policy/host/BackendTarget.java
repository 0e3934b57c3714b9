package dev.apim.policy.host;

/** Where set-backend-service sends the request. */
public sealed interface BackendTarget {

  /** A base URL: the request's path is appended. */
  record Url(String baseUrl) implements BackendTarget {}

  /** A Backend by its name. */
  record Named(String id) implements BackendTarget {}
}
