package dev.apim.policy.expression.runtime;

import dev.apim.policy.context.ValueMap;
import dev.apim.policy.expression.type.Fault;
import java.util.List;
import java.util.Map;

/** The parameters of a URL's query, to read. */
final class QueryView implements ValueMap {

  private final Map<Object, Object> values;

  QueryView(String query) {
    values = QueryStrings.parse(query);
  }

  @Override
  public List<String> get(String name) {
    for (Map.Entry<Object, Object> entry : values.entrySet()) {
      if (((String) entry.getKey()).equalsIgnoreCase(name)) {
        return CollectionLibrary.list(entry.getValue()).stream().map(String.class::cast).toList();
      }
    }
    return List.of();
  }

  @Override
  public List<String> names() {
    return values.keySet().stream().map(String.class::cast).toList();
  }

  @Override
  public void set(String name, List<String> newValues) {
    throw new Fault("NotSupportedException", "The query of a URL cannot be changed here.");
  }
}
