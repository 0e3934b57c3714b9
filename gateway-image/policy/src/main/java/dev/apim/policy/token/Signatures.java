package dev.apim.policy.token;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures of tokens; a key fits only algorithms of its own kind. */
final class Signatures {

  private Signatures() {}

  /** Whether a key can be meant by an algorithm such as RS256. */
  static boolean fits(SigningKey key, String algorithm) {
    if (!algorithm.matches("(HS|RS|PS|ES)(256|384|512)")) {
      return false;
    }
    return switch (algorithm.charAt(0)) {
      case 'H' -> key.secret() != null;
      case 'E' -> key.key() instanceof ECPublicKey;
      default -> key.key() instanceof RSAPublicKey;
    };
  }

  static boolean verify(SigningKey key, String algorithm, byte[] data, byte[] signature) {
    String bits = algorithm.substring(2);
    try {
      if (algorithm.startsWith("HS")) {
        Mac mac = Mac.getInstance("HmacSHA" + bits);
        mac.init(new SecretKeySpec(key.secret(), "HmacSHA" + bits));
        return MessageDigest.isEqual(mac.doFinal(data), signature);
      }
      Signature verifier = verifier(algorithm, bits);
      verifier.initVerify(key.key());
      verifier.update(data);
      return verifier.verify(algorithm.startsWith("ES") ? der(signature) : signature);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static Signature verifier(String algorithm, String bits) throws GeneralSecurityException {
    if (algorithm.startsWith("PS")) {
      Signature pss = Signature.getInstance("RSASSA-PSS");
      pss.setParameter(
          new PSSParameterSpec(
              "SHA-" + bits,
              "MGF1",
              new MGF1ParameterSpec("SHA-" + bits),
              Integer.parseInt(bits) / 8,
              1));
      return pss;
    }
    return Signature.getInstance(
        "SHA" + bits + (algorithm.startsWith("ES") ? "withECDSA" : "withRSA"));
  }

  /** The two numbers of a signature as a sequence, which is what Java reads. */
  private static byte[] der(byte[] joined) {
    if (joined.length == 0 || joined.length % 2 != 0) {
      throw new IllegalArgumentException("a signature of two numbers");
    }
    int half = joined.length / 2;
    byte[] r = new BigInteger(1, Arrays.copyOf(joined, half)).toByteArray();
    byte[] s = new BigInteger(1, Arrays.copyOfRange(joined, half, joined.length)).toByteArray();
    int length = r.length + s.length + 4;
    int head = length < 128 ? 2 : 3;
    byte[] der = new byte[head + length];
    der[0] = 0x30;
    if (head == 3) {
      der[1] = (byte) 0x81;
    }
    der[head - 1] = (byte) length;
    number(der, head, r);
    number(der, head + 2 + r.length, s);
    return der;
  }

  private static void number(byte[] der, int at, byte[] number) {
    der[at] = 2;
    der[at + 1] = (byte) number.length;
    System.arraycopy(number, 0, der, at + 2, number.length);
  }
}
