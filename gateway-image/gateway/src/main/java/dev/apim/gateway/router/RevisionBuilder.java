package dev.apim.gateway.router;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.SecretData;

/** Makes what is needed to serve a document, off the event loops. */
public interface RevisionBuilder {

  /**
   * Builds it, whole or not at all.
   *
   * @param secrets what the document refers to
   * @throws RevisionRefusedException where any part of the document cannot be served
   */
  RoutingTable build(ConfigurationDocument document, SecretData secrets);

  /** Builds a document that refers to no secret. */
  default RoutingTable build(ConfigurationDocument document) {
    return build(document, SecretData.empty());
  }
}
