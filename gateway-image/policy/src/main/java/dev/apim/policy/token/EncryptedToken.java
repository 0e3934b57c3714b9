package dev.apim.policy.token;

import dev.apim.policy.expression.runtime.JObject;
import dev.apim.policy.expression.runtime.JValue;
import dev.apim.policy.expression.runtime.Json;
import dev.apim.policy.expression.type.Fault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * A token in the compact form of JSON Web Encryption. Whatever is wrong with it, the answer is the
 * same, so that nobody learns of a key by asking.
 */
public final class EncryptedToken {

  private static final int PARTS = 5;

  private final String[] parts;
  private final JObject header;

  private EncryptedToken(String[] parts, JObject header) {
    this.parts = parts;
    this.header = header;
  }

  /** Reads the form of a token; empty where it is no encrypted one. */
  public static Optional<EncryptedToken> of(String token) {
    String[] parts = token.strip().split("\\.", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    try {
      String head = new String(bytes(parts[0]), StandardCharsets.UTF_8);
      return Json.parse(head) instanceof JObject header
          ? Optional.of(new EncryptedToken(parts, header))
          : Optional.empty();
    } catch (IllegalArgumentException | Fault e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(String part) {
    return Base64.getUrlDecoder().decode(part);
  }

  private String said(String name) {
    return header.value(name) instanceof JValue value && value.value() instanceof String text
        ? text
        : "";
  }

  /** What is in it, by the first of the keys that opens it; empty where none does. */
  public Optional<String> open(List<DecryptionKey> keys) {
    String id = said("kid");
    // one that was compressed may become any size
    if (header.value("zip") != null || header.value("crit") != null) {
      return Optional.empty();
    }
    return keys.stream()
        .filter(key -> id.isEmpty() || key.id() == null || key.id().equals(id))
        .map(this::open)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> open(DecryptionKey key) {
    try {
      ContentCipher content = ContentCipher.of(said("enc"));
      byte[] clear =
          content.open(
              contentKey(key, content.keyBytes()),
              bytes(parts[2]),
              bytes(parts[3]),
              bytes(parts[4]),
              parts[0].getBytes(StandardCharsets.US_ASCII));
      return Optional.of(new String(clear, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private byte[] contentKey(DecryptionKey key, int length) throws GeneralSecurityException {
    byte[] wrapped = bytes(parts[1]);
    String algorithm = said("alg");
    return switch (algorithm) {
      case "dir" -> required(key.secret());
      case "A128KW", "A192KW", "A256KW" -> {
        byte[] secret = required(key.secret());
        if (secret.length != Integer.parseInt(algorithm.substring(1, 4)) / 8) {
          throw new GeneralSecurityException("a key of another length");
        }
        yield unwrap("AESWrap", new SecretKeySpec(secret, "AES"), wrapped, null);
      }
      case "RSA-OAEP" -> unwrap("RSA/ECB/OAEPPadding", key.key(), wrapped, oaep("SHA-1"));
      case "RSA-OAEP-256" -> unwrap("RSA/ECB/OAEPPadding", key.key(), wrapped, oaep("SHA-256"));
      case "RSA1_5" -> pkcs1(key, wrapped, length);
      default -> throw new GeneralSecurityException("another algorithm");
    };
  }

  private static byte[] required(byte[] secret) throws GeneralSecurityException {
    if (secret == null) {
      throw new GeneralSecurityException("a key of another kind");
    }
    return secret;
  }

  private static OAEPParameterSpec oaep(String hash) {
    return new OAEPParameterSpec(
        hash, "MGF1", new java.security.spec.MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT);
  }

  private static byte[] unwrap(String form, Key key, byte[] wrapped, OAEPParameterSpec parameters)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(form);
    cipher.init(Cipher.UNWRAP_MODE, key, parameters);
    return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
  }

  /** A padding that is wrong is found out by the content alone, as any other wrong key is. */
  private static byte[] pkcs1(DecryptionKey key, byte[] wrapped, int length)
      throws GeneralSecurityException {
    byte[] other = new byte[length];
    new SecureRandom().nextBytes(other);
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.DECRYPT_MODE, key.key());
    try {
      byte[] found = cipher.doFinal(wrapped);
      return found.length == length ? found : other;
    } catch (GeneralSecurityException e) {
      return other;
    }
  }
}
