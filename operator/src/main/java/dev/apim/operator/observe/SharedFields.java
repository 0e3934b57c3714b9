package dev.apim.operator.observe;

import io.fabric8.kubernetes.api.model.FieldsV1;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps each tree of managed fields once, however many objects have it. */
final class SharedFields {

  /** Far more than the shapes of our children; what is above it was of many users' making. */
  private static final int MOST = 10_000;

  private final Map<Object, Object> known = new HashMap<>();

  /** The same fields, made of parts that are shared with others. */
  FieldsV1 share(FieldsV1 fields) {
    Map<String, Object> parts = fields.getAdditionalProperties();
    if (parts != null) {
      fields.setAdditionalProperties(shareAll(parts));
    }
    return fields;
  }

  private Map<String, Object> shareAll(Map<String, Object> parts) {
    Map<String, Object> shared = new LinkedHashMap<>();
    parts.forEach((name, part) -> shared.put(name, share(part)));
    return shared;
  }

  @SuppressWarnings("unchecked")
  private Object share(Object part) {
    if (!(part instanceof Map<?, ?> parts)) {
      return part;
    }
    Map<String, Object> inner = shareAll((Map<String, Object>) parts);
    synchronized (known) {
      if (known.size() > MOST) {
        known.clear();
      }
      Object first = known.putIfAbsent(inner, inner);
      return first == null ? inner : first;
    }
  }
}
