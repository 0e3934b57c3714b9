package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.OutArgument;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Credentials in headers: JSON web tokens, read and not validated, and basic authentication. */
public final class Tokens {

  private Tokens() {}

  /** A token's parts; claims hold every value as text. */
  public record Jwt(JObject header, JObject payload, Map<Object, Object> claims) {
    private String claim(String name) {
      JToken value = payload.value(name);
      return value == null ? null : Formats.text(value);
    }

    private Object time(String name) {
      JToken value = payload.value(name);
      return value == null
          ? null
          : new DateTime(
              DateTime.UNIX_EPOCH + (Long) JsonConversions.to(value, "long") * TimeSpan.SECOND,
              DateTime.Kind.UTC);
    }
  }

  /** User and password of a header. */
  record Basic(String user, String password) {}

  /** The parts of a token, null where the text is none; the scheme before it may be left. */
  public static Jwt parse(String header) {
    String token = header == null ? "" : header.replaceFirst("(?i)^bearer\\s+", "").strip();
    String[] parts = token.split("\\.");
    if (parts.length < 2) {
      return null;
    }
    try {
      JToken head = Json.parse(decode(parts[0]));
      JToken body = Json.parse(decode(parts[1]));
      if (!(head instanceof JObject headObject) || !(body instanceof JObject payload)) {
        return null;
      }
      return new Jwt(headObject, payload, claims(payload));
    } catch (IllegalArgumentException | Fault e) {
      return null;
    }
  }

  private static String decode(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static Map<Object, Object> claims(JObject payload) {
    Map<Object, Object> claims = new LinkedHashMap<>();
    payload
        .properties()
        .forEach(
            p -> {
              List<Object> values = new ArrayList<>();
              if (p.value() instanceof JArray array) {
                array.items().forEach(i -> values.add(Formats.text(i)));
              } else {
                values.add(Formats.text(p.value()));
              }
              claims.put(p.name(), values.toArray());
            });
    return claims;
  }

  static String thumbprint(Object certificate) {
    try {
      byte[] encoded = ((X509Certificate) certificate).getEncoded();
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(encoded));
    } catch (GeneralSecurityException e) {
      throw new Fault("CryptographicException", e.getMessage());
    }
  }

  private static Basic basic(String header) {
    if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return null;
    }
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? null : new Basic(pair.substring(0, colon), pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Jwt j(Object value) {
    return (Jwt) value;
  }

  static void declare(Library.Builder library) {
    library
        .type("class Jwt", Jwt.class)
        .type("class BasicAuthCredentials", Basic.class)
        .add("Jwt string.AsJwt()", s -> parse(text(s)))
        .add("BasicAuthCredentials string.AsBasic()", s -> basic(text(s)))
        .add("bool string.TryParseJwt(out Jwt)", (s, o) -> out(o, parse(text(s))))
        .add(
            "bool string.TryParseBasic(out BasicAuthCredentials)", (s, o) -> out(o, basic(text(s))))
        .add("string BasicAuthCredentials.UserId", b -> ((Basic) b).user())
        .add("string BasicAuthCredentials.Password", b -> ((Basic) b).password())
        .add("string Jwt.Algorithm", t -> Formats.text(j(t).header().value("alg")))
        .add("string Jwt.Type", t -> Formats.text(j(t).header().value("typ")))
        .add("string Jwt.Id", t -> j(t).claim("jti"))
        .add("string Jwt.Issuer", t -> j(t).claim("iss"))
        .add("string Jwt.Subject", t -> j(t).claim("sub"))
        .add("IEnumerable<string> Jwt.Audiences", t -> audiences(j(t)))
        .add("IClaims Jwt.Claims", t -> j(t).claims())
        .add("DateTime? Jwt.ExpirationTime", t -> j(t).time("exp"))
        .add("DateTime? Jwt.NotBefore", t -> j(t).time("nbf"))
        .add("DateTime? Jwt.IssuedAt", t -> j(t).time("iat"))
        .type("class IClaims : IReadOnlyDictionary<string,string[]>", v -> false)
        .add("string IClaims.GetValueOrDefault(string)", (c, n) -> claim(c, n, null))
        .add("string IClaims.GetValueOrDefault(string, string)", (c, n, d) -> claim(c, n, d));
  }

  private static Object claim(Object claims, Object name, Object absent) {
    Object values = CollectionLibrary.map(claims).get(name);
    return values == null ? absent : StringLibrary.joined(",", values);
  }

  private static Object audiences(Jwt token) {
    Object values = token.claims().get("aud");
    return values == null ? new ArrayList<>() : CollectionLibrary.copy(values);
  }

  private static boolean out(Object target, Object value) {
    ((OutArgument) target).set(value);
    return value != null;
  }
}
