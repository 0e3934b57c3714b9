package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Operation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Certificates that clients show. Revocation is never asked for: it would wait for others. */
final class CertificateLibrary {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private CertificateLibrary() {}

  private static X509Certificate x(Object value) {
    return (X509Certificate) value;
  }

  static void declare(Library.Builder library) {
    library
        .enumeration(
            "X509NameType",
            "SimpleName",
            "EmailName",
            "UpnName",
            "DnsName",
            "DnsFromAlternativeName",
            "UrlName")
        .enumeration("X509ContentType", "Unknown", "Cert")
        .type("class X500DistinguishedName", X500Principal.class)
        .add("string X500DistinguishedName.Name", n -> ((X500Principal) n).getName())
        .type("class X509Certificate", X509Certificate.class)
        .type("class X509Certificate2 : X509Certificate", X509Certificate.class)
        .add("new X509Certificate2(byte[])", CertificateLibrary::read)
        .add("string X509Certificate.Subject", v -> x(v).getSubjectX500Principal().getName())
        .add("string X509Certificate.Issuer", v -> x(v).getIssuerX500Principal().getName())
        .add("string X509Certificate2.Thumbprint", Tokens::thumbprint)
        .add("X500DistinguishedName X509Certificate2.SubjectName", v -> subject(v))
        .add(
            "X500DistinguishedName X509Certificate2.IssuerName", v -> x(v).getIssuerX500Principal())
        .add(
            "string X509Certificate2.GetNameInfo(X509NameType, bool)",
            (v, type, issuer) ->
                CertificateNames.info(x(v), Values.ordinal(type), (Boolean) issuer));
    times(library);
    contents(library);
    RsaLibrary.declare(library);
  }

  private static X509Certificate read(Object bytes) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream((byte[]) bytes));
    } catch (GeneralSecurityException e) {
      throw new Fault("CryptographicException", "Cannot find the requested object.");
    }
  }

  private static X500Principal subject(Object certificate) {
    return x(certificate).getSubjectX500Principal();
  }

  private static void times(Library.Builder library) {
    library
        .add("DateTime X509Certificate2.NotAfter", v -> time(x(v).getNotAfter()))
        .add("DateTime X509Certificate2.NotBefore", v -> time(x(v).getNotBefore()))
        .add(
            "string X509Certificate.GetExpirationDateString()",
            v -> time(x(v).getNotAfter()).toString())
        .add(
            "string X509Certificate.GetEffectiveDateString()",
            v -> time(x(v).getNotBefore()).toString());
  }

  private static DateTime time(Date date) {
    return DateTime.of(date.toInstant(), DateTime.Kind.LOCAL);
  }

  private static void contents(Library.Builder library) {
    library
        .add("string X509Certificate2.SerialNumber", CertificateLibrary::serial)
        .add("string X509Certificate.GetSerialNumberString()", CertificateLibrary::serial)
        .add("int X509Certificate2.Version", v -> x(v).getVersion())
        .add("byte[] X509Certificate2.RawData", CertificateLibrary::bytes)
        .add("byte[] X509Certificate.GetRawCertData()", CertificateLibrary::bytes)
        .add("byte[] X509Certificate.Export(X509ContentType)", (v, type) -> export(v, type))
        .add(
            "byte[] X509Certificate.GetCertHash()",
            v -> HexFormat.of().parseHex(Tokens.thumbprint(v)))
        .add("string X509Certificate.GetCertHashString()", Tokens::thumbprint)
        .add("string X509Certificate.GetPublicKeyString()", v -> HEX.formatHex(key(v)))
        .add("byte[] X509Certificate.GetPublicKey()", CertificateLibrary::key)
        .add("bool X509Certificate.Equals(X509Certificate)", Object::equals)
        .typed("bool X509Certificate2.VerifyNoRevocation()", types -> verifying(Authorities.ALL));
  }

  /** The authorities are there before the expression runs: no request waits for a file. */
  private static Operation.Many verifying(Set<TrustAnchor> authorities) {
    return (e, a) -> {
      e.spend(10_000);
      return isTrusted(x(a[0]), authorities);
    };
  }

  private static String serial(Object certificate) {
    return HEX.formatHex(x(certificate).getSerialNumber().toByteArray()).replaceFirst("^00", "");
  }

  /** The bits of the key alone, without the algorithm that stands before them. */
  private static byte[] key(Object certificate) {
    ByteBuffer info = ByteBuffer.wrap(x(certificate).getPublicKey().getEncoded());
    length(info);
    int algorithm = length(info);
    info.position(info.position() + algorithm);
    byte[] key = new byte[length(info) - 1];
    int unusedBits = 1;
    info.position(info.position() + unusedBits).get(key);
    return key;
  }

  /** Reads a tag and the length of what follows it, in DER. */
  private static int length(ByteBuffer der) {
    der.get();
    int length = der.get() & 0xff;
    if (length < 0x80) {
      return length;
    }
    int content = 0;
    for (int i = 0; i < (length & 0x7f); i++) {
      content = content << 8 | der.get() & 0xff;
    }
    return content;
  }

  private static byte[] bytes(Object certificate) {
    try {
      return x(certificate).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new Fault("CryptographicException", e.getMessage());
    }
  }

  private static byte[] export(Object certificate, Object type) {
    if (Values.ordinal(type) != 1) {
      throw new Fault("CryptographicException", "Only X509ContentType.Cert can be exported.");
    }
    return bytes(certificate);
  }

  /** Whether its chain ends at an authority of the platform, now. */
  private static boolean isTrusted(X509Certificate certificate, Set<TrustAnchor> authorities) {
    try {
      PKIXParameters rules = new PKIXParameters(authorities);
      rules.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX")
          .validate(
              CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
              rules);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Those that the platform believes, read when an expression that asks is compiled. */
  private static final class Authorities {
    static final Set<TrustAnchor> ALL = read();

    private static Set<TrustAnchor> read() {
      Path file = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
      try {
        KeyStore store = KeyStore.getInstance(file.toFile(), (char[]) null);
        return new PKIXParameters(store).getTrustAnchors();
      } catch (GeneralSecurityException | IOException e) {
        return Set.of();
      }
    }
  }
}
