package dev.apim.policy.token;

import dev.apim.policy.expression.runtime.JArray;
import dev.apim.policy.expression.runtime.JObject;
import dev.apim.policy.expression.runtime.JToken;
import dev.apim.policy.expression.runtime.JValue;
import dev.apim.policy.expression.runtime.Json;
import dev.apim.policy.expression.type.Fault;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an OpenID provider publishes: its name and its keys. */
public record KeySet(String issuer, List<SigningKey> keys) {

  private static final Map<String, String> CURVES =
      Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

  public KeySet {
    keys = List.copyOf(keys);
  }

  /** A member of a provider's configuration; empty where the text has none. */
  static Optional<String> member(byte[] json, String name) {
    return text(object(json), name);
  }

  private static JObject object(byte[] json) {
    try {
      if (Json.parse(new String(json, StandardCharsets.UTF_8)) instanceof JObject object) {
        return object;
      }
    } catch (Fault e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    throw new IllegalArgumentException("not a JSON object");
  }

  private static Optional<String> text(JObject object, String name) {
    return object.value(name) instanceof JValue value && value.value() instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  /**
   * The signing keys of a JSON web key set; keys of a kind that is not known are left out.
   *
   * @throws IllegalArgumentException where the text is no key set
   */
  static List<SigningKey> read(byte[] json) {
    List<SigningKey> keys = new ArrayList<>();
    if (!(object(json).value("keys") instanceof JArray array)) {
      throw new IllegalArgumentException("a key set has 'keys'");
    }
    for (JToken token : array.items()) {
      if (token instanceof JObject key && !text(key, "use").orElse("sig").equals("enc")) {
        key(key).ifPresent(keys::add);
      }
    }
    return keys;
  }

  private static Optional<SigningKey> key(JObject key) {
    String id = text(key, "kid").orElse(null);
    try {
      return switch (text(key, "kty").orElse("")) {
        case "RSA" -> Optional.of(SigningKey.rsa(id, required(key, "n"), required(key, "e")));
        case "EC" -> Optional.of(curve(id, key));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static String required(JObject key, String name) {
    return text(key, name)
        .orElseThrow(() -> new IllegalArgumentException("a key without '" + name + "'"));
  }

  private static SigningKey curve(String id, JObject key) throws GeneralSecurityException {
    String curve = CURVES.get(required(key, "crv"));
    if (curve == null) {
      throw new IllegalArgumentException("an unknown curve");
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve));
    ECPoint point =
        new ECPoint(
            new BigInteger(1, SigningKey.bytes(required(key, "x"))),
            new BigInteger(1, SigningKey.bytes(required(key, "y"))));
    ECPublicKeySpec spec =
        new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class));
    return new SigningKey(id, null, KeyFactory.getInstance("EC").generatePublic(spec));
  }
}
