package dev.apim.policy.host;

/** Which certificate a backend is shown. */
public sealed interface ClientCertificate {

  /** One of the gateway's certificates by its id. */
  record ById(String id) implements ClientCertificate {}

  /** One of the gateway's certificates by its SHA-1 thumbprint in hex. */
  record ByThumbprint(String thumbprint) implements ClientCertificate {}

  /** One that the policy brings itself, as PKCS#12. */
  record Pfx(byte[] content, String password) implements ClientCertificate {}
}
