package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.OwnCertificate;
import dev.apim.policy.expression.type.Evaluation;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSA with the keys of certificates: to sign, to verify, to encrypt and to decrypt. */
final class RsaLibrary {

  /** As much as an expression may do a few times: it takes up to some milliseconds. */
  private static final int COST = 50_000;

  private static final Map<String, Integer> BITS =
      Map.of("SHA1", 160, "SHA256", 256, "SHA384", 384, "SHA512", 512);

  private RsaLibrary() {}

  /** The keys of a certificate; {@code own} is null where only the public one is there. */
  private record Rsa(RSAPublicKey key, PrivateKey own) {

    @Override
    public String toString() {
      return "System.Security.Cryptography.RSACng";
    }
  }

  /** The name of a hash, as .NET has a type for it. */
  private record HashName(String name) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A form of padding; {@code hash} is null where it has none. */
  private record Padding(String name, String hash) {
    @Override
    public String toString() {
      return name;
    }
  }

  static void declare(Library.Builder library) {
    library
        .type("class AsymmetricAlgorithm", Rsa.class)
        .type("class RSA : AsymmetricAlgorithm", Rsa.class)
        .type("class RSACng : RSA", Rsa.class)
        .type("class RSACryptoServiceProvider : RSA", Rsa.class)
        .add("bool X509Certificate2.HasPrivateKey", c -> own(c) != null)
        .add("AsymmetricAlgorithm X509Certificate2.PrivateKey", RsaLibrary::privateKey)
        .add("RSA X509Certificate2.GetRSAPrivateKey()", RsaLibrary::privateKey)
        .add("RSA X509Certificate2.GetRSAPublicKey()", RsaLibrary::publicKey)
        .add("int AsymmetricAlgorithm.KeySize", r -> ((Rsa) r).key().getModulus().bitLength())
        .add("void AsymmetricAlgorithm.Dispose()", r -> null);
    names(library);
    signatures(library);
    encryption(library);
  }

  private static void names(Library.Builder library) {
    library
        .type("struct HashAlgorithmName", HashName.class)
        .add("new HashAlgorithmName(string)", n -> new HashName(text(n)))
        .add("string HashAlgorithmName.Name", Object::toString)
        .type("class RSASignaturePadding", Padding.class)
        .type("class RSAEncryptionPadding", Padding.class);
    for (String name : List.of("SHA1", "SHA256", "SHA384", "SHA512")) {
      library
          .add("static HashAlgorithmName HashAlgorithmName." + name, () -> new HashName(name))
          .add(
              "static RSAEncryptionPadding RSAEncryptionPadding.Oaep" + name,
              () -> new Padding("Oaep", name));
    }
    library
        .add(
            "static RSASignaturePadding RSASignaturePadding.Pkcs1",
            () -> new Padding("Pkcs1", null))
        .add("static RSASignaturePadding RSASignaturePadding.Pss", () -> new Padding("Pss", null))
        .add(
            "static RSAEncryptionPadding RSAEncryptionPadding.Pkcs1",
            () -> new Padding("Pkcs1", null));
  }

  private static void signatures(Library.Builder library) {
    library
        .with(
            "byte[] RSA.SignData(byte[], HashAlgorithmName, RSASignaturePadding)",
            (e, a) -> sign(paid(e, a[0], a[1]), (byte[]) a[1], a[2], a[3]))
        .with(
            "bool RSA.VerifyData(byte[], byte[], HashAlgorithmName, RSASignaturePadding)",
            (e, a) ->
                verify(paid(e, a[0], a[1]), (byte[]) a[1], (byte[]) a[2], signer(a[3], a[4])));
  }

  private static void encryption(Library.Builder library) {
    library
        .with(
            "byte[] RSA.Encrypt(byte[], RSAEncryptionPadding)",
            (e, a) -> encrypt(paid(e, a[0], a[1]), (byte[]) a[1], (Padding) a[2]))
        .with(
            "byte[] RSA.Decrypt(byte[], RSAEncryptionPadding)",
            (e, a) -> decrypt(paid(e, a[0], a[1]), (byte[]) a[1], (Padding) a[2]));
  }

  private static PrivateKey own(Object certificate) {
    return certificate instanceof OwnCertificate own ? own.key() : null;
  }

  private static Rsa privateKey(Object certificate) {
    return own(certificate) == null ? null : publicKey(certificate);
  }

  private static Rsa publicKey(Object certificate) {
    return ((X509Certificate) certificate).getPublicKey() instanceof RSAPublicKey key
        ? new Rsa(key, own(certificate))
        : null;
  }

  private static Rsa paid(Evaluation evaluation, Object rsa, Object data) {
    evaluation.spend(COST + ((byte[]) data).length / 64);
    return (Rsa) rsa;
  }

  private static PrivateKey required(Rsa rsa) {
    if (rsa.own() == null) {
      throw new Fault("CryptographicException", "The key is public only.");
    }
    return rsa.own();
  }

  private static Fault failed(Exception e) {
    return new Fault("CryptographicException", e.getMessage());
  }

  private static Signature signer(Object hash, Object padding) {
    String name = ((HashName) hash).name().toUpperCase(Locale.ROOT).replace("-", "");
    Integer bits = BITS.get(name);
    if (bits == null) {
      throw new Fault("CryptographicException", "'" + hash + "' is not a known hash algorithm.");
    }
    try {
      if (((Padding) padding).name().equals("Pkcs1")) {
        return Signature.getInstance(name + "withRSA");
      }
      Signature pss = Signature.getInstance("RSASSA-PSS");
      String hashed = name.replace("SHA", "SHA-");
      pss.setParameter(
          new PSSParameterSpec(hashed, "MGF1", new MGF1ParameterSpec(hashed), bits / 8, 1));
      return pss;
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  private static byte[] sign(Rsa rsa, byte[] data, Object hash, Object padding) {
    try {
      Signature signature = signer(hash, padding);
      signature.initSign(required(rsa));
      signature.update(data);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  private static boolean verify(Rsa rsa, byte[] data, byte[] signature, Signature signer) {
    try {
      signer.initVerify(rsa.key());
      signer.update(data);
      return signer.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] encrypt(Rsa rsa, byte[] data, Padding padding) {
    try {
      Cipher cipher = cipher(padding);
      cipher.init(Cipher.ENCRYPT_MODE, rsa.key(), parameters(padding));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  private static byte[] decrypt(Rsa rsa, byte[] data, Padding padding) {
    try {
      Cipher cipher = cipher(padding);
      cipher.init(Cipher.DECRYPT_MODE, required(rsa), parameters(padding));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  private static Cipher cipher(Padding padding) throws GeneralSecurityException {
    return Cipher.getInstance(
        padding.hash() == null ? "RSA/ECB/PKCS1Padding" : "RSA/ECB/OAEPPadding");
  }

  private static OAEPParameterSpec parameters(Padding padding) {
    if (padding.hash() == null) {
      return null;
    }
    String hash = padding.hash().replace("SHA", "SHA-");
    return new OAEPParameterSpec(
        hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT);
  }
}
