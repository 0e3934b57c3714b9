package dev.apim.operator.controller.configuration;

import dev.apim.api.config.SecretReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The secrets of one instance that are carried, or wait for the first revision that names them. */
final class Carried {

  private record Waiting(SecretReference reference, String value) {}

  private final Map<String, Map<String, String>> data = new ConcurrentHashMap<>();
  private final Map<String, Boolean> there = new ConcurrentHashMap<>();
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

  Optional<String> find(SecretReference reference) {
    Map<String, String> known = data.get(reference.name());
    if (known != null) {
      return Optional.ofNullable(known.get(reference.key()));
    }
    return Optional.ofNullable(waiting.get(reference.key()))
        .filter(one -> one.reference().equals(reference))
        .map(Waiting::value);
  }

  /** The reference that was given to this value before, and has not been written yet. */
  Optional<SecretReference> waiting(String slot, String value) {
    return Optional.ofNullable(waiting.get(slot))
        .filter(one -> one.value().equals(value))
        .map(Waiting::reference);
  }

  void waits(SecretReference reference, String value) {
    waiting.put(reference.key(), new Waiting(reference, value));
  }

  boolean isThere(String name) {
    return there.containsKey(name);
  }

  void there(String name, Map<String, String> values) {
    data.put(name, new HashMap<>(values));
    there.put(name, true);
    waiting.values().removeIf(one -> one.reference().name().equals(name));
  }
}
