package dev.apim.gateway.policies;

import dev.apim.policy.context.ValueMap;
import io.vertx.core.MultiMap;
import java.util.List;

/** Headers as policies see them. */
record HeaderValues(MultiMap headers) implements ValueMap {

  @Override
  public List<String> get(String name) {
    return headers.getAll(name);
  }

  @Override
  public List<String> names() {
    return List.copyOf(headers.names());
  }

  @Override
  public void set(String name, List<String> values) {
    if (values.isEmpty()) {
      headers.remove(name);
    } else {
      headers.set(name, values);
    }
  }
}
