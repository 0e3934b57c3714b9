package dev.apim.compiler;

import dev.apim.api.config.SecretReference;
import java.util.Map;
import java.util.Optional;

/**
 * What the Secrets hold that configuration names: the only way by which a secret gets into a
 * compile. What is compiled holds references alone.
 */
public interface SecretSource {

  /** Knows no Secret. */
  SecretSource NONE =
      new SecretSource() {
        @Override
        public Found find(ObjectKey object, String secret, String key) {
          return Found.problem("the Secret \"" + secret + "\" does not exist");
        }

        @Override
        public Optional<String> carried(SecretReference reference) {
          return Optional.empty();
        }
      };

  /**
   * Stands for the key of a Secret where both parts of a TLS Secret are meant as one value. Empty,
   * as no key of a Secret can be.
   */
  String PAIR = "";

  /**
   * The value that an object names, as it is now.
   *
   * @param secret name of the Secret
   * @param key key of its data; {@link #PAIR} for the certificate and the key of a TLS Secret
   */
  Found find(ObjectKey object, String secret, String key);

  /** What a Secret holds under a key, or as a pair; null where it does not. */
  static String value(Map<String, String> data, String key) {
    if (!key.equals(PAIR)) {
      return data.get(key);
    }
    String certificate = data.get("tls.crt");
    String secret = data.get("tls.key");
    return certificate == null || secret == null
        ? null
        : certificate.strip() + "\n" + secret.strip() + "\n";
  }

  /** The keys that a value comes from, as messages name them. */
  static String describe(String key) {
    return key.equals(PAIR) ? "the keys \"tls.crt\" and \"tls.key\"" : "the key \"" + key + "\"";
  }

  /** The value that the active document refers to; empty where it is gone. */
  Optional<String> carried(SecretReference reference);

  /**
   * A value, or why there is none.
   *
   * @param reference where gateways find it; the same one as long as the value is the same
   * @param value the value itself
   * @param problem what is wrong, for the user; null where nothing is
   */
  record Found(SecretReference reference, String value, String problem) {

    /** One that is not there. */
    public static Found problem(String problem) {
      return new Found(null, null, problem);
    }

    @Override
    public String toString() {
      return problem == null ? "Found[" + reference + "]" : problem;
    }
  }
}
