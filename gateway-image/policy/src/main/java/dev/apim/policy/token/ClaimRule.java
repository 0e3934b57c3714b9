package dev.apim.policy.token;

import java.util.List;

/**
 * A claim that a token must hold.
 *
 * @param all whether all values must be there; else one is enough
 * @param separator what parts a claim's text into values; null where it is one value
 * @param values none: any value will do
 */
public record ClaimRule(String name, boolean all, String separator, List<String> values) {

  public ClaimRule {
    values = List.copyOf(values);
  }
}
