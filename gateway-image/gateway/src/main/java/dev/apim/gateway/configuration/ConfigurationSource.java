package dev.apim.gateway.configuration;

import io.vertx.core.Future;

/** Where revisions come from. Used on one event loop. */
public interface ConfigurationSource {

  /** Begins to follow it. */
  void start();

  /** Ends; what is served stays as it is. */
  Future<Void> stop();
}
