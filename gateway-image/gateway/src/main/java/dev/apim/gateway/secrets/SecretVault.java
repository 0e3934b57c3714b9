package dev.apim.gateway.secrets;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.apim.api.config.SecretData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides how secrets lie beside the local copy: encrypted where a key is given, as they are on a
 * volume in memory, not at all on a disk.
 */
public final class SecretVault {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String IN_MEMORY = "tmpfs";

  private final JsonMapper json = new JsonMapper();
  private final Path directory;
  private final Optional<Path> keyFile;

  /**
   * A vault.
   *
   * @param keyFile file with a key of the user's choice, at least 16 bytes
   */
  public SecretVault(Path directory, Optional<Path> keyFile) {
    this.directory = directory;
    this.keyFile = keyFile;
  }

  /** Secrets in the form in which they may be written; empty where they may not. */
  public Optional<String> seal(SecretData secrets) throws IOException {
    if (keyFile.isEmpty() && !isInMemory()) {
      return Optional.empty();
    }
    Map<String, Map<String, String>> data = new TreeMap<>();
    secrets.names().forEach(name -> data.put(name, secrets.get(name)));
    byte[] plain = json.writeValueAsBytes(data);
    return Optional.of(
        Base64.getEncoder().encodeToString(keyFile.isPresent() ? encrypt(plain) : plain));
  }

  /**
   * What was sealed.
   *
   * @throws IOException where it cannot be opened with this key
   */
  public SecretData open(String text) throws IOException {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      byte[] plain = keyFile.isPresent() ? decrypt(bytes) : bytes;
      return new SecretData(json.readValue(plain, new TypeReference<>() {}));
    } catch (IllegalArgumentException e) {
      throw new IOException("the secrets of the local copy are damaged", e);
    }
  }

  private boolean isInMemory() throws IOException {
    return Files.getFileStore(directory).type().equals(IN_MEMORY);
  }

  private byte[] encrypt(byte[] plain) throws IOException {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    byte[] hidden = run(Cipher.ENCRYPT_MODE, nonce, plain, 0);
    byte[] all = Arrays.copyOf(nonce, nonce.length + hidden.length);
    System.arraycopy(hidden, 0, all, nonce.length, hidden.length);
    return all;
  }

  private byte[] decrypt(byte[] bytes) throws IOException {
    if (bytes.length < NONCE_BYTES) {
      throw new IOException("the secrets of the local copy are damaged");
    }
    return run(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES), bytes, NONCE_BYTES);
  }

  private byte[] run(int mode, byte[] nonce, byte[] bytes, int from) throws IOException {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(bytes, from, bytes.length - from);
    } catch (GeneralSecurityException e) {
      throw new IOException("the secrets of the local copy cannot be opened with this key", e);
    }
  }

  private SecretKeySpec key() throws IOException, GeneralSecurityException {
    byte[] key = Files.readString(keyFile.orElseThrow()).strip().getBytes(StandardCharsets.UTF_8);
    if (key.length < 16) {
      throw new IOException("the key in APIM_COPY_KEY_FILE has fewer than 16 bytes");
    }
    return new SecretKeySpec(MessageDigest.getInstance("SHA-256").digest(key), "AES");
  }
}
