package dev.apim.gateway.router;

import dev.apim.api.config.ConfigurationDocument;

/** Makes what is needed to serve a document, off the event loops. */
public interface RevisionBuilder {

  /**
   * Builds it, whole or not at all.
   *
   * @throws RevisionRefusedException where any part of the document cannot be served
   */
  RoutingTable build(ConfigurationDocument document);
}
