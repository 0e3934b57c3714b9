package dev.apim.policy.expression.plan;

import dev.apim.policy.context.MessageBody;
import java.util.Collection;
import java.util.Map;

/** What looking at a value costs, by its size. */
final class Weights {

  private Weights() {}

  static long of(Object value) {
    if (value instanceof String text) {
      return 4 + (text.length() >> 6);
    }
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return 0;
    }
    return sized(value);
  }

  private static long sized(Object value) {
    if (value instanceof byte[] bytes) {
      return 4 + (bytes.length >> 6);
    } else if (value instanceof Collection<?> collection) {
      return 1 + (collection.size() >> 7);
    } else if (value instanceof Map<?, ?> map) {
      return 1 + (map.size() >> 10);
    } else if (value instanceof Object[] array) {
      return 1 + (array.length >> 7);
    } else if (value instanceof MessageBody body) {
      return 4 + (body.bytes(true).length >> 6);
    }
    return 1;
  }
}
