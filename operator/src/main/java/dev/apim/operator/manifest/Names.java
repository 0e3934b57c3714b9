package dev.apim.operator.manifest;

import dev.apim.api.config.CanonicalJson;
import java.util.Locale;

/** Names of the children of a location. Stable, valid and at most 63 characters long. */
public final class Names {

  static final String PUBLISHER_NAME = "publisher.apim.dev/name";
  static final String PUBLISHER_EMAIL = "publisher.apim.dev/email";

  private static final int HASH_CHARACTERS = 6;
  private static final int KEPT_CHARACTERS = 63 - 1 - HASH_CHARACTERS;

  private Names() {}

  /**
   * The Deployment of a unit: location, unit and a short hash that tells apart what was cut off.
   */
  public static String unit(String location, String unit) {
    return hashed(location, unit);
  }

  /** The Service, ServiceAccount, Role and RoleBinding of a location's gateways. */
  public static String gateway(String location) {
    return location + "-gateway";
  }

  /** The ControllerRevision that keeps an accepted spec, by the hash of what it keeps. */
  static String accepted(String location, String hash) {
    return hashed(location, "accepted-" + hash);
  }

  /** The PodDisruptionBudget of a zone of a location. */
  public static String zoneBudget(String location, String zone) {
    return hashed(location, "zone-" + zone);
  }

  /** The PodDisruptionBudget of the units that are pinned to no zone. */
  public static String unpinnedBudget(String location) {
    return gateway(location);
  }

  /** The annotation that carries a tag of the instance; a valid one whatever the key is. */
  static String tag(String key) {
    String name = key.replaceAll("[^A-Za-z0-9_.-]", "_");
    String cut = name.substring(0, Math.min(63, name.length()));
    String kept = cut.replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
    return "tag.apim.dev/" + (kept.isEmpty() ? "tag-" + shortHash(key) : kept);
  }

  private static String shortHash(String text) {
    return CanonicalJson.sha256(text).substring(0, HASH_CHARACTERS);
  }

  private static String hashed(String location, String part) {
    String hash = shortHash(location + "/" + part);
    String name = (location + "-" + part).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    String kept = name.substring(0, Math.min(KEPT_CHARACTERS, name.length()));
    return kept + "-" + hash;
  }
}
