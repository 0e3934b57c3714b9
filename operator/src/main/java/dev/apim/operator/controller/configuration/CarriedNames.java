package dev.apim.operator.controller.configuration;

import dev.apim.api.config.CanonicalJson;
import dev.apim.compiler.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Names of the Secrets of one compile: random, and a new one where the one before is full. */
final class CarriedNames {

  /** A Secret takes a mebibyte in all, and ours hold a seal beside the values. */
  static final int LONGEST_VALUE = 1_000_000;

  private static final int LONGEST_KEY = 253;
  private static final int MOST_BYTES = 256 * 1024;
  private static final int RANDOM_CHARACTERS = 12;
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final String instance;
  private final SecureRandom random = new SecureRandom();
  private String current;
  private int bytes;

  CarriedNames(String instance) {
    this.instance = instance;
  }

  /** Key of a value: whose it is. What a key of a Secret cannot hold is cut, and told by a hash. */
  static String key(ObjectKey object, String dataKey) {
    String key = object.kind() + "." + object.name() + "." + dataKey;
    if (key.length() <= LONGEST_KEY) {
      return key;
    }
    String hash = CanonicalJson.sha256(key);
    return key.substring(0, LONGEST_KEY - 1 - hash.length()) + "." + hash;
  }

  /** Name of the Secret that takes another value. */
  String next(String value) {
    int more = value.getBytes(StandardCharsets.UTF_8).length;
    if (current == null || bytes + more > MOST_BYTES) {
      current = instance + "-values-" + characters();
      bytes = 0;
    }
    bytes += more;
    return current;
  }

  private String characters() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < RANDOM_CHARACTERS; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
