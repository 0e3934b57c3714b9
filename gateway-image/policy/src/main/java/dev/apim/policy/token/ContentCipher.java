package dev.apim.policy.token;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * How the content of an encrypted token is kept, by RFC 7518.
 *
 * @param hash of the code that stands behind it; null where the cipher has its own
 * @param keyBytes length of the key, that of the code included
 */
record ContentCipher(String hash, int keyBytes) {

  private static final int TAG_BITS = 128;

  private static final Map<String, ContentCipher> KNOWN =
      Map.of(
          "A128CBC-HS256", new ContentCipher("HmacSHA256", 32),
          "A192CBC-HS384", new ContentCipher("HmacSHA384", 48),
          "A256CBC-HS512", new ContentCipher("HmacSHA512", 64),
          "A128GCM", new ContentCipher(null, 16),
          "A192GCM", new ContentCipher(null, 24),
          "A256GCM", new ContentCipher(null, 32));

  static ContentCipher of(String name) throws GeneralSecurityException {
    ContentCipher known = KNOWN.get(name);
    if (known == null) {
      throw new GeneralSecurityException("another encryption");
    }
    return known;
  }

  byte[] open(byte[] key, byte[] iv, byte[] content, byte[] tag, byte[] header)
      throws GeneralSecurityException {
    if (key.length != keyBytes) {
      throw new GeneralSecurityException("a key of another length");
    }
    return hash == null ? gcm(key, iv, content, tag, header) : cbc(key, iv, content, tag, header);
  }

  private static byte[] gcm(byte[] key, byte[] iv, byte[] content, byte[] tag, byte[] header)
      throws GeneralSecurityException {
    if (tag.length != TAG_BITS / 8) {
      throw new GeneralSecurityException("a tag of another length");
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(header);
    byte[] both = Arrays.copyOf(content, content.length + tag.length);
    System.arraycopy(tag, 0, both, content.length, tag.length);
    return cipher.doFinal(both);
  }

  private byte[] cbc(byte[] key, byte[] iv, byte[] content, byte[] tag, byte[] header)
      throws GeneralSecurityException {
    int half = keyBytes / 2;
    Mac mac = Mac.getInstance(hash);
    mac.init(new SecretKeySpec(key, 0, half, hash));
    mac.update(header);
    mac.update(iv);
    mac.update(content);
    mac.update(ByteBuffer.allocate(Long.BYTES).putLong(header.length * 8L).array());
    if (!MessageDigest.isEqual(Arrays.copyOf(mac.doFinal(), half), tag)) {
      throw new GeneralSecurityException("another content");
    }
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(key, half, half, "AES"), new IvParameterSpec(iv));
    return cipher.doFinal(content);
  }
}
