package dev.apim.policy.token;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * A key that tokens may be signed with.
 *
 * @param id its {@code kid}; null where it has none
 * @param secret for HMAC; null for a public key
 * @param key RSA or elliptic curve; null for a secret
 */
public record SigningKey(String id, byte[] secret, PublicKey key) {

  /** A secret in base64, with or without padding, in either alphabet. */
  public static SigningKey secret(String id, String base64) {
    return new SigningKey(id, bytes(base64), null);
  }

  /** An RSA key by modulus and exponent in base64url. */
  public static SigningKey rsa(String id, String modulus, String exponent) {
    try {
      RSAPublicKeySpec spec =
          new RSAPublicKeySpec(
              new BigInteger(1, bytes(modulus)), new BigInteger(1, bytes(exponent)));
      return new SigningKey(id, null, KeyFactory.getInstance("RSA").generatePublic(spec));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an RSA key: " + e.getMessage(), e);
    }
  }

  /** The key of a certificate. */
  public static SigningKey of(String id, X509Certificate certificate) {
    return new SigningKey(id, null, certificate.getPublicKey());
  }

  static byte[] bytes(String base64) {
    String standard = base64.strip().replace('-', '+').replace('_', '/').replace("=", "");
    return Base64.getDecoder().decode(standard);
  }
}
