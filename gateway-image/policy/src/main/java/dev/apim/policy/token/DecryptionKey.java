package dev.apim.policy.token;

import java.security.PrivateKey;

/**
 * A key that tokens may be encrypted for.
 *
 * @param id its {@code kid}; null where it has none
 * @param secret shared with the issuer; null for a private key
 * @param key RSA; null for a secret
 */
public record DecryptionKey(String id, byte[] secret, PrivateKey key) {

  /** A secret in base64, with or without padding, in either alphabet. */
  public static DecryptionKey secret(String id, String base64) {
    return new DecryptionKey(id, SigningKey.bytes(base64), null);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "DecryptionKey[" + id + "]";
  }
}
