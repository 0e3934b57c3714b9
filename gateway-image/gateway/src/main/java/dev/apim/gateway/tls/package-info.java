/**
 * Certificates of the listener and where they come from. Knows the API server's client and the
 * local volume, and neither routes nor configuration.
 */
package dev.apim.gateway.tls;
