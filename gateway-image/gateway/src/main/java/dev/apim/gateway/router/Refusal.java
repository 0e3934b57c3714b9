package dev.apim.gateway.router;

/** Why the router does not let a request through. */
public enum Refusal {
  /** No API answers the path, or the API has no such operation. */
  NOT_FOUND,
  /** The API asks for a subscription key, and there is none. */
  KEY_MISSING,
  /** The key opens nothing here. */
  KEY_INVALID
}
