package dev.apim.policy.token;

import dev.apim.policy.expression.runtime.JValue;
import dev.apim.policy.expression.runtime.Tokens.Jwt;
import dev.apim.policy.expression.type.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds a token against rules and keys; the first thing that is wrong is told. */
public final class TokenCheck {

  private final TokenRules rules;

  public TokenCheck(TokenRules rules) {
    this.rules = rules;
  }

  /**
   * Why a token is refused, empty where it is good.
   *
   * @param text the token as it came, {@code token} what was read of it
   */
  public Optional<TokenRefusal> refuse(String text, Jwt token, List<SigningKey> keys, Instant now) {
    try {
      Optional<TokenRefusal> refusal = signature(text, token, keys);
      if (refusal.isEmpty()) {
        refusal = time(token, now);
      }
      if (refusal.isEmpty()) {
        refusal = issued(token);
      }
      return refusal.isEmpty() ? claims(token) : refusal;
    } catch (Fault | ArithmeticException e) {
      return refusal("JwtInvalid", "Invalid JWT.");
    }
  }

  private static Optional<TokenRefusal> refusal(String reason, String message) {
    return Optional.of(new TokenRefusal(reason, message));
  }

  private Optional<TokenRefusal> signature(String text, Jwt token, List<SigningKey> keys) {
    String[] parts = text.split("\\.", -1);
    String algorithm = header(token, "alg");
    if (algorithm.equalsIgnoreCase("none") || parts.length != 3 || parts[2].isEmpty()) {
      return rules.signed()
          ? refusal("TokenSignatureInvalid", "The token is not signed. Access denied.")
          : Optional.empty();
    }
    if (keys.isEmpty() && !rules.signed()) {
      return Optional.empty();
    }
    String id = header(token, "kid");
    List<SigningKey> fitting =
        keys.stream()
            .filter(k -> Signatures.fits(k, algorithm))
            .filter(k -> id.isEmpty() || k.id() == null || k.id().equals(id))
            .toList();
    if (fitting.isEmpty()) {
      return refusal("TokenSignatureKeyNotFound", "No key fits the token. Access denied.");
    }
    return verified(text, parts[2], algorithm, fitting)
        ? Optional.empty()
        : refusal("TokenSignatureInvalid", "The token's signature is wrong. Access denied.");
  }

  private static boolean verified(
      String text, String signature, String algorithm, List<SigningKey> keys) {
    byte[] signed = text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(signature);
      return keys.stream().anyMatch(k -> Signatures.verify(k, algorithm, signed, bytes));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String header(Jwt token, String name) {
    return token.header().value(name) instanceof JValue value && value.value() != null
        ? value.toString()
        : "";
  }

  private Optional<TokenRefusal> time(Jwt token, Instant now) {
    Optional<Instant> expiry = instant(token, "exp");
    Optional<Instant> notBefore = instant(token, "nbf");
    if (expiry.isEmpty() && rules.expires()) {
      return refusal("TokenExpired", "The token has no expiration time. Access denied.");
    }
    if (expiry.isPresent() && !now.isBefore(expiry.get().plus(rules.clockSkew()))) {
      return refusal("TokenExpired", "The token is expired. Access denied.");
    }
    if (notBefore.isPresent() && now.isBefore(notBefore.get().minus(rules.clockSkew()))) {
      return refusal("TokenNotYetValid", "The token is not valid yet. Access denied.");
    }
    return Optional.empty();
  }

  private static Optional<Instant> instant(Jwt token, String name) {
    if (token.payload().value(name) instanceof JValue value
        && value.value() instanceof Number seconds) {
      double bounded = Math.max(-1e11, Math.min(1e11, seconds.doubleValue()));
      return Optional.of(Instant.ofEpochSecond((long) bounded));
    }
    return Optional.empty();
  }

  private Optional<TokenRefusal> issued(Jwt token) {
    List<String> audiences = values(token, "aud", null);
    if (!rules.audiences().isEmpty() && audiences.stream().noneMatch(rules.audiences()::contains)) {
      return refusal(
          "TokenAudienceNotAllowed", "The token's audience is not allowed. Access denied.");
    }
    List<String> issuers = values(token, "iss", null);
    if (!rules.issuers().isEmpty() && issuers.stream().noneMatch(rules.issuers()::contains)) {
      return refusal("TokenIssuerNotAllowed", "The token's issuer is not allowed. Access denied.");
    }
    return Optional.empty();
  }

  private Optional<TokenRefusal> claims(Jwt token) {
    List<String> missing =
        rules.claims().stream()
            .map(ClaimRule::name)
            .filter(n -> !token.claims().containsKey(n))
            .toList();
    if (!missing.isEmpty()) {
      return refusal(
          "TokenClaimNotFound",
          "The token is missing the following claims: " + String.join(", ", missing) + ".");
    }
    return rules.claims().stream()
        .filter(r -> !allows(r, values(token, r.name(), r.separator())))
        .findFirst()
        .map(
            r ->
                new TokenRefusal(
                    "TokenClaimValueNotAllowed",
                    "The value of claim " + r.name() + " is not allowed. Access denied."));
  }

  private static boolean allows(ClaimRule rule, List<String> present) {
    if (rule.values().isEmpty()) {
      return true;
    }
    return rule.all()
        ? present.containsAll(rule.values())
        : rule.values().stream().anyMatch(present::contains);
  }

  private static List<String> values(Jwt token, String claim, String separator) {
    if (!(token.claims().get(claim) instanceof Object[] values)) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      if (separator == null || separator.isEmpty()) {
        texts.add(String.valueOf(value));
      } else {
        Arrays.stream(String.valueOf(value).split(Pattern.quote(separator)))
            .map(String::strip)
            .forEach(texts::add);
      }
    }
    return texts;
  }
}
