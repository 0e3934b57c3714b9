package dev.apim.api.config;

/**
 * How an API asks for subscription keys.
 *
 * @param required whether a request needs one
 * @param header name of the header
 * @param query name of the query parameter
 */
public record KeyRuleEntry(boolean required, String header, String query) {

  /** Azure's names, and no need of a key. */
  public static final KeyRuleEntry OPEN =
      new KeyRuleEntry(false, "Ocp-Apim-Subscription-Key", "subscription-key");
}
