package dev.apim.gateway.router;

import java.util.Map;

/**
 * An API as a whole or one of its operations.
 *
 * @param route the way for callers of no product, or of one without policies
 * @param byProduct the ways for callers of products with policies
 */
record Endpoint(Route route, Map<String, Route> byProduct) {

  Route route(Caller caller) {
    return caller.product() == null || byProduct.isEmpty()
        ? route
        : byProduct.getOrDefault(caller.product().id(), route);
  }
}
