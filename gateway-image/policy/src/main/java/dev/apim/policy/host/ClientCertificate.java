package dev.apim.policy.host;

/**
 * What a backend is shown of who the gateway is.
 *
 * @param name of the named value that holds it
 * @param certificate in PEM, then those above it
 * @param key its private key in PEM
 */
public record ClientCertificate(String name, String certificate, String key) {

  /** Without the key. */
  @Override
  public String toString() {
    return "certificate " + name;
  }
}
