package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.number;
import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Bytes: Encoding, base64 and hex, hashes, HMAC, AES, Guid. */
final class CryptoLibrary {

  private static final int MOST_RANDOM = 1 << 16;

  private static final Map<String, String> HASHES =
      Map.of(
          "MD5", "MD5", "SHA1", "SHA-1", "SHA256", "SHA-256", "SHA384", "SHA-384", "SHA512",
          "SHA-512");

  private CryptoLibrary() {}

  /** A hash algorithm; with a key it is an HMAC. */
  static final class Hash {
    private final String name;
    private byte[] key;

    Hash(String name, byte[] key) {
      this.name = name;
      this.key = key;
    }

    byte[] of(byte[] data) {
      try {
        if (key == null) {
          return MessageDigest.getInstance(HASHES.get(name)).digest(data);
        }
        Mac mac = Mac.getInstance("Hmac" + name);
        mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "Hmac" + name));
        return mac.doFinal(data);
      } catch (GeneralSecurityException e) {
        throw new Fault("CryptographicException", e.getMessage());
      }
    }
  }

  static void declare(Library.Builder library) {
    library
        .type("class Encoding", Charset.class)
        .add(
            "byte[] Encoding.GetBytes(string)",
            (c, s) -> Values.required(s, "s").getBytes((Charset) c))
        .add("string Encoding.GetString(byte[])", (c, b) -> new String((byte[]) b, (Charset) c))
        .with(
            "string Encoding.GetString(byte[], int, int)",
            (e, a) -> new String((byte[]) a[1], number(a[2]), number(a[3]), (Charset) a[0]))
        .add("int Encoding.GetByteCount(string)", (c, s) -> text(s).getBytes((Charset) c).length)
        .add("static Encoding Encoding.GetEncoding(string)", n -> charset(text(n)))
        .add("static Encoding Encoding.UTF8", () -> StandardCharsets.UTF_8)
        .add("static Encoding Encoding.ASCII", () -> StandardCharsets.US_ASCII)
        .add("static Encoding Encoding.Unicode", () -> StandardCharsets.UTF_16LE)
        .add("static Encoding Encoding.BigEndianUnicode", () -> StandardCharsets.UTF_16BE)
        .add("static Encoding Encoding.Default", () -> StandardCharsets.UTF_8)
        .type("class UTF8Encoding : Encoding", Charset.class)
        .type("class ASCIIEncoding : Encoding", Charset.class)
        .add("new UTF8Encoding()", () -> StandardCharsets.UTF_8)
        .add("new UTF8Encoding(bool)", b -> StandardCharsets.UTF_8)
        .add("new ASCIIEncoding()", () -> StandardCharsets.US_ASCII);
    hashes(library);
    texts(library);
    ciphers(library);
    guids(library);
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name.equalsIgnoreCase("utf-8") ? "UTF-8" : name);
    } catch (IllegalArgumentException e) {
      throw new Fault("ArgumentException", "'" + name + "' is not a supported encoding name.");
    }
  }

  private static void hashes(Library.Builder library) {
    library
        .type("class HashAlgorithm", Hash.class)
        .type("class HMAC : HashAlgorithm", Hash.class)
        .with(
            "byte[] HashAlgorithm.ComputeHash(byte[])",
            (e, a) -> {
              e.spend(((byte[]) a[1]).length / 64 + 1L);
              return ((Hash) a[0]).of((byte[]) a[1]);
            })
        .with(
            "byte[] HashAlgorithm.ComputeHash(byte[], int, int)",
            (e, a) -> {
              byte[] part = part((byte[]) a[1], number(a[2]), number(a[3]));
              e.spend(part.length / 64 + 1L);
              return ((Hash) a[0]).of(part);
            })
        .add("void HashAlgorithm.Dispose()", h -> null)
        .add("byte[] HMAC.Key", h -> ((Hash) h).key)
        .add(
            "set byte[] HMAC.Key",
            (h, k) -> {
              ((Hash) h).key = (byte[]) k;
              return k;
            });
    HASHES.keySet().forEach(name -> hash(library, name));
  }

  private static byte[] part(byte[] bytes, int start, int count) {
    if (start < 0 || count < 0 || start > bytes.length - count) {
      throw new Fault("ArgumentException", "Offset and length were out of bounds for the array.");
    }
    return Arrays.copyOfRange(bytes, start, start + count);
  }

  private static void hash(Library.Builder library, String name) {
    byte[] none = null;
    for (String variant :
        List.of(name, name + "Managed", name + "CryptoServiceProvider", name + "Cng")) {
      library
          .type("class " + variant + " : HashAlgorithm", Hash.class)
          .add("new " + variant + "()", () -> new Hash(name, none));
    }
    library
        .add("static " + name + " " + name + ".Create()", () -> new Hash(name, none))
        .add(
            "static byte[] " + name + ".HashData(byte[])", b -> new Hash(name, none).of((byte[]) b))
        .type("class HMAC" + name + " : HMAC", Hash.class)
        .add("new HMAC" + name + "(byte[])", k -> new Hash(name, (byte[]) k))
        .add("new HMAC" + name + "()", () -> new Hash(name, SecureRandom.getSeed(16)));
  }

  private static void texts(Library.Builder library) {
    library
        .add(
            "static string Convert.ToBase64String(byte[])",
            b -> Base64.getEncoder().encodeToString((byte[]) b))
        .add("static byte[] Convert.FromBase64String(string)", s -> decode(Values.required(s, "s")))
        .add(
            "static string Convert.ToHexString(byte[])",
            b -> HexFormat.of().withUpperCase().formatHex((byte[]) b))
        .add("static byte[] Convert.FromHexString(string)", s -> HexFormat.of().parseHex(text(s)))
        .type("class BitConverter", v -> false)
        .add(
            "static string BitConverter.ToString(byte[])",
            b -> HexFormat.ofDelimiter("-").withUpperCase().formatHex((byte[]) b))
        .add(
            "static int BitConverter.ToInt32(byte[], int)",
            (b, i) -> (int) little((byte[]) b, number(i), 4))
        .add(
            "static long BitConverter.ToInt64(byte[], int)",
            (b, i) -> little((byte[]) b, number(i), 8))
        .add("static byte[] BitConverter.GetBytes(int)", n -> bytes(Values.whole(n), 4))
        .add("static byte[] BitConverter.GetBytes(long)", n -> bytes(Values.whole(n), 8));
  }

  private static byte[] decode(String text) {
    String compact = text.replaceAll("\\s", "");
    if (compact.length() % 4 != 0) {
      throw new Fault("FormatException", "Invalid length for a Base-64 char array or string.");
    }
    try {
      return Base64.getDecoder().decode(compact);
    } catch (IllegalArgumentException e) {
      throw new Fault("FormatException", "The input is not a valid Base-64 string.");
    }
  }

  private static long little(byte[] bytes, int start, int count) {
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | bytes[start + i] & 0xff;
    }
    return value;
  }

  private static byte[] bytes(long value, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (value >> 8 * i);
    }
    return bytes;
  }

  private static void ciphers(Library.Builder library) {
    library
        .with(
            "byte[] IEnumerable<T>.Encrypt(string, byte[], byte[])",
            (e, a) -> cipher(Cipher.ENCRYPT_MODE, a))
        .with(
            "byte[] IEnumerable<T>.Decrypt(string, byte[], byte[])",
            (e, a) -> cipher(Cipher.DECRYPT_MODE, a))
        .type("class CryptoRandom", v -> false)
        .type("class RandomNumberGenerator", SecureRandom.class)
        .add(
            "static RandomNumberGenerator RandomNumberGenerator.Create()", () -> new SecureRandom())
        .with(
            "impure static byte[] RandomNumberGenerator.GetBytes(int)",
            (e, a) -> {
              if (number(a[0]) < 0 || number(a[0]) > MOST_RANDOM) {
                throw new Fault("ArgumentOutOfRangeException", "count is out of range.");
              }
              byte[] bytes = new byte[number(a[0])];
              new SecureRandom().nextBytes(bytes);
              return bytes;
            })
        .add(
            "impure void RandomNumberGenerator.GetBytes(byte[])",
            (r, b) -> {
              ((SecureRandom) r).nextBytes((byte[]) b);
              return null;
            });
  }

  private static byte[] cipher(int mode, Object[] arguments) {
    String name = text(arguments[1]).toLowerCase(Locale.ROOT);
    if (!name.startsWith("aes") && !name.startsWith("rijndael")) {
      throw new Fault(
          "ArgumentException", "Only AES is supported, not '" + text(arguments[1]) + "'.");
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      byte[] iv = (byte[]) arguments[3];
      cipher.init(
          mode,
          new SecretKeySpec((byte[]) arguments[2], "AES"),
          new IvParameterSpec(Arrays.copyOf(iv, 16)));
      return cipher.doFinal((byte[]) arguments[0]);
    } catch (GeneralSecurityException e) {
      throw new Fault("CryptographicException", e.getMessage());
    }
  }

  private static void guids(Library.Builder library) {
    library
        .type("struct Guid", Guid.class)
        .add("new Guid()", () -> new Guid(new UUID(0, 0)))
        .add("new Guid(string)", s -> Guid.parse(Values.required(s, "g")))
        .add("new Guid(byte[])", b -> Guid.of((byte[]) b))
        .add("static Guid Guid.NewGuid()", () -> new Guid(UUID.randomUUID()))
        .add("static Guid Guid.Empty", () -> new Guid(new UUID(0, 0)))
        .add("static Guid Guid.Parse(string)", s -> Guid.parse(text(s)))
        .add(
            "static bool Guid.TryParse(string, out Guid)",
            (s, o) -> NumberLibrary.tryParse(s, o, Guid::parse, new Guid(new UUID(0, 0))))
        .add("string Guid.ToString()", v -> Formats.text(v))
        .add("string Guid.ToString(string)", (g, f) -> ((Guid) g).toString(text(f)))
        .add("byte[] Guid.ToByteArray()", g -> ((Guid) g).bytes())
        .add("bool Guid.Equals(Guid)", Object::equals);
  }
}
