package dev.apim.api.v1alpha1;

/** How a gateway speaks to a backend. */
public enum BackendProtocol {
  /** HTTP/1.1. */
  Http1,
  /** HTTP/2: without TLS by prior knowledge, with TLS by ALPN. */
  Http2
}
