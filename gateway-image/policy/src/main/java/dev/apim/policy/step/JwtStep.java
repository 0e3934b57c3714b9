package dev.apim.policy.step;

import dev.apim.policy.document.Element;
import dev.apim.policy.expression.runtime.Tokens;
import dev.apim.policy.expression.runtime.Tokens.Jwt;
import dev.apim.policy.host.Exchange;
import dev.apim.policy.token.ClaimRule;
import dev.apim.policy.token.KeySet;
import dev.apim.policy.token.SigningKey;
import dev.apim.policy.token.TokenCheck;
import dev.apim.policy.token.TokenRefusal;
import dev.apim.policy.token.TokenRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets in only who shows a token that is signed, in time, and holds what it must. */
final class JwtStep implements Step {

  private record Claim(Text name, Text match, Text separator, List<Text> values) {}

  private final TokenSource source;
  private final JwtKeys keys;
  private final JwtDecryption decryption;
  private final Text status;
  private final Text message;
  private final Text variable;
  private final Text expires;
  private final Text signed;
  private final Text skew;
  private final List<Text> audiences;
  private final List<Text> issuers;
  private final List<Claim> claims;

  JwtStep(StepCompiler compiler, Element element) {
    source = new TokenSource(compiler, element);
    keys = new JwtKeys(compiler, element);
    decryption = new JwtDecryption(compiler, element);
    status = compiler.option(element, "failed-validation-httpcode", "401");
    message = compiler.nullable(element, "failed-validation-error-message");
    variable = compiler.nullable(element, "output-token-variable-name");
    expires = compiler.option(element, "require-expiration-time", "true");
    signed = compiler.option(element, "require-signed-tokens", "true");
    skew = compiler.option(element, "clock-skew", "0");
    audiences = texts(compiler, element, "audiences", "audience");
    issuers = texts(compiler, element, "issuers", "issuer");
    claims =
        element.child("required-claims").map(Element::children).orElse(List.of()).stream()
            .map(
                c ->
                    new Claim(
                        compiler.required(c, "name"),
                        compiler.option(c, "match", "all"),
                        compiler.nullable(c, "separator"),
                        compiler.contents(c, "value")))
            .toList();
  }

  private static List<Text> texts(
      StepCompiler compiler, Element element, String list, String item) {
    return element.child(list).map(l -> compiler.contents(l, item)).orElse(List.of());
  }

  private static List<String> said(Exchange exchange, List<Text> texts) {
    return texts.stream().map(t -> t.of(exchange).strip()).toList();
  }

  private TokenRules rules(Exchange exchange, List<KeySet> providers) {
    List<String> allowed = new ArrayList<>(said(exchange, issuers));
    if (allowed.isEmpty()) {
      providers.stream().map(KeySet::issuer).filter(i -> !i.isEmpty()).forEach(allowed::add);
    }
    List<ClaimRule> wanted =
        claims.stream()
            .map(
                c ->
                    new ClaimRule(
                        c.name.of(exchange),
                        c.match.word(exchange, List.of("all", "any")).equals("all"),
                        c.separator == null ? null : c.separator.of(exchange),
                        said(exchange, c.values)))
            .toList();
    return new TokenRules(
        said(exchange, audiences),
        allowed,
        wanted,
        expires.test(exchange),
        signed.test(exchange),
        skew.seconds(exchange));
  }

  @Override
  public After run(Track track) {
    Optional<String> shown = source.find(track);
    if (shown.isEmpty()) {
      throw refused(track, new TokenRefusal("TokenNotPresent", "JWT not present."));
    }
    Optional<String> text = decryption.open(track.exchange(), shown.get());
    if (text.isEmpty()) {
      throw refused(track, JwtDecryption.REFUSED);
    }
    Jwt token = Tokens.parse(text.get());
    if (token == null) {
      throw refused(track, new TokenRefusal("JwtInvalid", "Invalid JWT."));
    }
    keys.collect(track, false, found -> check(track, text.get(), token, found, false));
    return After.WAIT;
  }

  private After check(
      Track track, String text, Jwt token, JwtKeys.Found found, boolean askedTwice) {
    Exchange exchange = track.exchange();
    List<SigningKey> known = found.keys();
    Optional<TokenRefusal> refusal =
        new TokenCheck(rules(exchange, found.providers()))
            .refuse(text, token, known, exchange.host().now());
    if (refusal.isPresent()
        && refusal.get().forWantOfKey()
        && !found.providers().isEmpty()
        && !askedTwice) {
      keys.collect(track, true, again -> check(track, text, token, again, true));
      return After.WAIT;
    }
    if (refusal.isPresent()) {
      throw refused(track, refusal.get());
    }
    if (variable != null) {
      exchange.variables().put(variable.of(exchange), token);
    }
    return After.NEXT;
  }

  private PolicyFailure refused(Track track, TokenRefusal refusal) {
    Exchange exchange = track.exchange();
    String said = message == null ? refusal.message() : message.of(exchange);
    int code = MessageSteps.statusCode(track, status);
    Map<String, String> headers =
        code == 401 ? Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\"") : Map.of();
    return new PolicyFailure(
        new dev.apim.policy.host.Failure(refusal.reason(), said, code), headers);
  }
}
