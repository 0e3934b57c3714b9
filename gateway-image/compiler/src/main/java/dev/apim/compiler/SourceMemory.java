package dev.apim.compiler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.api.config.CanonicalJson;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.HashMap;
import java.util.Map;

/** The specs of objects as they are carried, made once for each edit. */
final class SourceMemory {

  private Map<ObjectKey, Made> before = Map.of();
  private Map<ObjectKey, Made> now = new HashMap<>();

  private record Made(Object spec, JsonNode source) {}

  /** Begins a compile: what the one before did not use is forgotten. */
  void begin() {
    before = now;
    now = new HashMap<>(before.size() * 2);
  }

  JsonNode source(CustomResource<?, ?> object) {
    ObjectKey key = ObjectKey.of(object);
    Object spec = object.getSpec();
    Made known = now.getOrDefault(key, before.get(key));
    Made made =
        known != null && (known.spec() == spec || known.spec().equals(spec))
            ? known
            : new Made(spec, CanonicalJson.tree(spec));
    now.put(key, made);
    return made.source();
  }
}
