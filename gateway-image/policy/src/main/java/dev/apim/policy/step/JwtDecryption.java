package dev.apim.policy.step;

import dev.apim.policy.PemBundle;
import dev.apim.policy.document.Element;
import dev.apim.policy.host.ClientCertificate;
import dev.apim.policy.host.Exchange;
import dev.apim.policy.token.DecryptionKey;
import dev.apim.policy.token.EncryptedToken;
import dev.apim.policy.token.TokenRefusal;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The keys by which a validate-jwt opens tokens that are encrypted. */
final class JwtDecryption {

  /** What is told of a token that none of the keys opens, whatever the reason. */
  static final TokenRefusal REFUSED =
      new TokenRefusal("TokenDecryptionFailed", "The token cannot be decrypted. Access denied.");

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String UNSIGNED =
      BASE64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.US_ASCII)) + ".";

  private final List<Function<Exchange, DecryptionKey>> keys = new ArrayList<>();

  JwtDecryption(StepCompiler compiler, Element element) {
    element
        .child("decryption-keys")
        .ifPresent(list -> list.children().forEach(k -> keys.add(key(compiler, k))));
  }

  private static Function<Exchange, DecryptionKey> key(StepCompiler compiler, Element element) {
    Text id = compiler.nullable(element, "id");
    Optional<Text> certificate = compiler.text(element, "certificate-id");
    if (certificate.isPresent()) {
      PrivateKey own = own(compiler.certificate(certificate.get().literal()));
      return exchange -> new DecryptionKey(JwtKeys.said(exchange, id), null, own);
    }
    Text secret = compiler.content(element);
    return exchange -> DecryptionKey.secret(JwtKeys.said(exchange, id), secret.of(exchange));
  }

  private static PrivateKey own(ClientCertificate certificate) {
    return new PemBundle(certificate.certificate(), certificate.key()).privateKey().orElseThrow();
  }

  /** The token itself where it is not encrypted; empty where none of the keys opens it. */
  Optional<String> open(Exchange exchange, String token) {
    Optional<EncryptedToken> encrypted =
        keys.isEmpty() ? Optional.empty() : EncryptedToken.of(token);
    return encrypted.isEmpty()
        ? Optional.of(token)
        : encrypted
            .get()
            .open(keys.stream().map(key -> key.apply(exchange)).toList())
            .map(JwtDecryption::token);
  }

  /** What is in it may be claims alone, without a signature. */
  private static String token(String content) {
    return content.stripLeading().startsWith("{")
        ? UNSIGNED + BASE64.encodeToString(content.getBytes(StandardCharsets.UTF_8)) + "."
        : content;
  }
}
