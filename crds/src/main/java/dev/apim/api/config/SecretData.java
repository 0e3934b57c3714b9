package dev.apim.api.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Secrets hold, by their names. Never shows it where it is printed. */
public final class SecretData {

  private static final SecretData EMPTY = new SecretData(Map.of());

  private final Map<String, Map<String, String>> secrets;

  /**
   * Takes contents.
   *
   * @param secrets values by key, by the name of the Secret
   */
  public SecretData(Map<String, Map<String, String>> secrets) {
    Map<String, Map<String, String>> copy = new HashMap<>();
    secrets.forEach((name, data) -> copy.put(name, Map.copyOf(data)));
    this.secrets = Map.copyOf(copy);
  }

  /** Nothing. */
  public static SecretData empty() {
    return EMPTY;
  }

  /** The value that a reference names; empty where it is not here. */
  public Optional<String> value(SecretReference reference) {
    return Optional.ofNullable(secrets.get(reference.name()))
        .map(data -> data.get(reference.key()));
  }

  /** Names of the Secrets. */
  public Set<String> names() {
    return secrets.keySet();
  }

  /** Values by key of one Secret; null where it is not here. */
  public Map<String, String> get(String name) {
    return secrets.get(name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretData data && secrets.equals(data.secrets);
  }

  @Override
  public int hashCode() {
    return secrets.keySet().hashCode();
  }

  @Override
  public String toString() {
    return "SecretData" + secrets.keySet();
  }
}
