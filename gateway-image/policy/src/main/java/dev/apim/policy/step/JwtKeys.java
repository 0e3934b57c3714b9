package dev.apim.policy.step;

import dev.apim.policy.PemBundle;
import dev.apim.policy.document.Element;
import dev.apim.policy.host.ClientCertificate;
import dev.apim.policy.host.Exchange;
import dev.apim.policy.token.KeySet;
import dev.apim.policy.token.SigningKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The keys of a validate-jwt: its own, certificates, and what OpenID providers publish. */
final class JwtKeys {

  /** Keys, and the providers that some of them came from. */
  record Found(List<SigningKey> own, List<KeySet> providers) {
    List<SigningKey> keys() {
      List<SigningKey> all = new ArrayList<>(own);
      providers.forEach(p -> all.addAll(p.keys()));
      return all;
    }
  }

  private final List<Function<Exchange, SigningKey>> own = new ArrayList<>();
  private final List<Text> providers;

  JwtKeys(StepCompiler compiler, Element element) {
    providers =
        element.children().stream()
            .filter(c -> c.name().equals("openid-config"))
            .map(c -> compiler.required(c, "url"))
            .toList();
    element
        .child("issuer-signing-keys")
        .ifPresent(keys -> keys.children().forEach(k -> own.add(key(compiler, k))));
  }

  private static Function<Exchange, SigningKey> key(StepCompiler compiler, Element element) {
    Text id = compiler.nullable(element, "id");
    Optional<Text> certificate = compiler.text(element, "certificate-id");
    Text modulus = compiler.nullable(element, "n");
    Text exponent = compiler.nullable(element, "e");
    Text secret = compiler.content(element);
    if (certificate.isPresent()) {
      X509Certificate signer = signer(compiler.certificate(certificate.get().literal()));
      return exchange -> SigningKey.of(said(exchange, id), signer);
    }
    if (modulus != null && exponent != null) {
      return fixed(
          exchange ->
              SigningKey.rsa(said(exchange, id), modulus.of(exchange), exponent.of(exchange)),
          modulus.isLiteral() && exponent.isLiteral() && (id == null || id.isLiteral()));
    }
    return fixed(
        exchange -> SigningKey.secret(said(exchange, id), secret.of(exchange)),
        secret.isLiteral() && (id == null || id.isLiteral()));
  }

  /** A key that says the same for every exchange is made once. */
  private static Function<Exchange, SigningKey> fixed(
      Function<Exchange, SigningKey> key, boolean literal) {
    if (!literal) {
      return key;
    }
    SigningKey once = key.apply(null);
    return exchange -> once;
  }

  /** What a text says; null where none is written. */
  static String said(Exchange exchange, Text id) {
    return id == null ? null : id.of(exchange);
  }

  private static X509Certificate signer(ClientCertificate certificate) {
    return new PemBundle(certificate.certificate(), "").first().orElseThrow();
  }

  /**
   * Gets all keys, then goes on.
   *
   * @param missing whether one was looked for in vain, so that providers are asked again
   */
  void collect(Track track, boolean missing, Function<Found, Step.After> next) {
    Exchange exchange = track.exchange();
    List<SigningKey> mine = own.stream().map(k -> k.apply(exchange)).toList();
    from(track, missing, 0, new Found(mine, new ArrayList<>()), next);
  }

  private void from(
      Track track, boolean missing, int index, Found found, Function<Found, Step.After> next) {
    if (index == providers.size()) {
      track.resume(() -> next.apply(found));
      return;
    }
    Exchange exchange = track.exchange();
    exchange
        .host()
        .keys()
        .keys(
            providers.get(index).of(exchange).strip(),
            missing,
            exchange.host().thread(),
            track.then(
                keys -> {
                  found.providers().add(keys);
                  from(track, missing, index + 1, found, next);
                  return Step.After.WAIT;
                }));
  }
}
