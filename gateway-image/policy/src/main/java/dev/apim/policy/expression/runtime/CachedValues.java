package dev.apim.policy.expression.runtime;

import dev.apim.policy.context.MessageBody;
import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.expression.type.Fault;

/** Values as a cache keeps them: nothing in it can be changed by who reads it. */
public final class CachedValues {

  private CachedValues() {}

  /** JSON, kept as text. */
  private record FrozenJson(String text) {}

  /**
   * A value to put into a cache; what cannot be kept is refused.
   *
   * @throws Fault for messages and bodies, which belong to their exchange
   */
  public static Object freeze(Object value) {
    if (value instanceof ResponseMessage || value instanceof MessageBody) {
      throw new Fault("ArgumentException", "A response cannot be cached as a value.");
    }
    if (value instanceof JToken token) {
      return new FrozenJson(Json.write(token, false));
    }
    if (value instanceof byte[] bytes) {
      return bytes.clone();
    }
    boolean plain = value instanceof Number || value instanceof Boolean;
    return plain || value instanceof DateTime || value instanceof TimeSpan || value instanceof Guid
        ? value
        : Formats.text(value);
  }

  /** A kept value for an exchange to use. */
  public static Object thaw(Object kept) {
    if (kept instanceof FrozenJson json) {
      return Json.parse(json.text);
    }
    return kept instanceof byte[] bytes ? bytes.clone() : kept;
  }
}
