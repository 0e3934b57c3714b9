package dev.apim.compiler;

import dev.apim.api.config.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the compiler is told of the Secret of a subscription: hashes, never keys.
 *
 * @param hashes sha-256 of each key, in hex
 * @param problem why the Secret cannot be used
 */
public record SubscriptionKeys(List<String> hashes, Optional<String> problem) {

  /** The names of the keys in the Secret, as in Azure's interface. */
  public static final String PRIMARY = "primaryKey";

  /** The other one. */
  public static final String SECONDARY = "secondaryKey";

  private static final int SHORTEST = 16;

  /** Copies the list. */
  public SubscriptionKeys {
    hashes = List.copyOf(hashes);
  }

  /** Reads the decoded data of a Secret; the secondary key may be absent. */
  public static SubscriptionKeys of(Map<String, String> data) {
    List<String> hashes = new ArrayList<>();
    for (String name : List.of(PRIMARY, SECONDARY)) {
      String key = data.get(name);
      if (key != null && key.length() < SHORTEST) {
        return unusable(name + " must have at least " + SHORTEST + " characters");
      }
      if (key != null) {
        hashes.add(CanonicalJson.sha256(key));
      }
    }
    return data.containsKey(PRIMARY)
        ? new SubscriptionKeys(hashes, Optional.empty())
        : unusable("it lacks " + PRIMARY);
  }

  private static SubscriptionKeys unusable(String why) {
    return new SubscriptionKeys(List.of(), Optional.of(why));
  }
}
