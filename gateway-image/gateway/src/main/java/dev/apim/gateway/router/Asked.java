package dev.apim.gateway.router;

/** What the router wants to know of a request. */
public interface Asked {

  /** The HTTP method. */
  String method();

  /** The first value of a header, however its name is written; null where it is absent. */
  String header(String name);
}
