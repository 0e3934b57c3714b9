package dev.apim.e2e.pki;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Issues short-lived certificates into a directory. Keys are elliptic, which take a thousandth of
 * the time to make.
 */
public final class CertificateAuthority {
  /** From now; every certificate made here. */
  public static final Duration VALID = Duration.ofDays(30);

  private static final int CURVE_BITS = 256;
  private static final int RSA_BITS = 2048;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path directory;
  private final String name;
  private final X500Name subject;
  private final PrivateKey key;

  private CertificateAuthority(Path directory, String name, X500Name subject, PrivateKey key) {
    this.directory = directory;
    this.name = name;
    this.subject = subject;
    this.key = key;
  }

  /** Makes an authority and writes {@code NAME.crt} and {@code NAME.key}. */
  public static CertificateAuthority create(Path directory, String name) {
    try {
      Files.createDirectories(directory);
      KeyPair pair = keyPair("EC", CURVE_BITS);
      X500Name subject = new X500Name("CN=" + name);
      X509v3CertificateBuilder builder = builder(subject, subject, pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      write(directory, name, sign(builder, pair.getPrivate()), pair.getPrivate());
      return new CertificateAuthority(directory, name, subject, pair.getPrivate());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads an authority that {@link #create} wrote. */
  public static CertificateAuthority load(Path directory, String name) {
    try (PEMParser parser =
        new PEMParser(Files.newBufferedReader(directory.resolve(name + ".key")))) {
      PrivateKey key = new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
      return new CertificateAuthority(directory, name, new X500Name("CN=" + name), key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The certificate of this authority. */
  public Path certificate() {
    return directory.resolve(name + ".crt");
  }

  /**
   * Issues a certificate for a server and client at once and writes {@code FILE.crt} and {@code
   * FILE.key}.
   *
   * @param distinguishedName for example {@code CN=admin,O=system:masters}
   * @param alternativeNames host names and IP addresses that a server answers to
   */
  public void issue(String file, String distinguishedName, List<String> alternativeNames) {
    issue(file, distinguishedName, alternativeNames, "EC", CURVE_BITS);
  }

  /**
   * As {@link #issue}, with an RSA key for a user whose kubeconfig Java's client reads: it takes
   * elliptic ones from PKCS#8 only when told the algorithm.
   */
  public void issueRsa(String file, String distinguishedName) {
    issue(file, distinguishedName, List.of(), "RSA", RSA_BITS);
  }

  private void issue(
      String file,
      String distinguishedName,
      List<String> alternativeNames,
      String algorithm,
      int bits) {
    try {
      KeyPair pair = keyPair(algorithm, bits);
      X509v3CertificateBuilder builder =
          builder(subject, new X500Name(distinguishedName), pair.getPublic());
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth}));
      if (!alternativeNames.isEmpty()) {
        builder.addExtension(Extension.subjectAlternativeName, false, names(alternativeNames));
      }
      write(directory, file, sign(builder, key), pair.getPrivate());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Writes a bare key pair, {@code NAME.key} and {@code NAME.pub}, as service account tokens are
   * signed with.
   */
  public static void writeKeyPair(Path directory, String name) {
    try {
      KeyPair pair = keyPair("EC", CURVE_BITS);
      writePem(directory.resolve(name + ".key"), new JcaPKCS8Generator(pair.getPrivate(), null));
      writePem(directory.resolve(name + ".pub"), pair.getPublic());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keyPair(String algorithm, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits, RANDOM);
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey publicKey) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(120, RANDOM),
        Date.from(now.minus(Duration.ofMinutes(5))),
        Date.from(now.plus(VALID)),
        subject,
        publicKey);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }

  private static GeneralNames names(List<String> alternativeNames) {
    return new GeneralNames(
        alternativeNames.stream()
            .map(
                value ->
                    value.matches("[0-9.]+|[0-9a-f:]+:[0-9a-f:]*")
                        ? new GeneralName(GeneralName.iPAddress, value)
                        : new GeneralName(GeneralName.dNSName, value))
            .toArray(GeneralName[]::new));
  }

  private static void write(
      Path directory, String name, X509Certificate certificate, PrivateKey key) throws IOException {
    writePem(directory.resolve(name + ".crt"), certificate);
    writePem(directory.resolve(name + ".key"), new JcaPKCS8Generator(key, null));
  }

  private static void writePem(Path file, Object content) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(content);
    }
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text.toString());
  }
}
