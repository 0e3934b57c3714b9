package dev.apim.compiler;

import java.util.Map;

/**
 * What configuration objects refer to and what is none of them, read beforehand.
 *
 * @param imports by the name of the Api; those without an OpenAPI document are absent
 * @param keys by the name of the Subscription; those whose Secret does not exist are absent
 * @param secrets what the Secrets hold that objects name
 */
public record Outside(
    Map<String, ApiImport> imports, Map<String, SubscriptionKeys> keys, SecretSource secrets) {

  /** Nothing. */
  public static final Outside NOTHING = new Outside(Map.of(), Map.of());

  /** Copies the maps. */
  public Outside {
    imports = Map.copyOf(imports);
    keys = Map.copyOf(keys);
  }

  /** One with no Secrets of values. */
  public Outside(Map<String, ApiImport> imports, Map<String, SubscriptionKeys> keys) {
    this(imports, keys, SecretSource.NONE);
  }

  /** The same with Secrets of values. */
  public Outside with(SecretSource others) {
    return new Outside(imports, keys, others);
  }
}
