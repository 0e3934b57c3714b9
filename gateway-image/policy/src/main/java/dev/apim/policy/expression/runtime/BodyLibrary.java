package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.context.MessageBody;
import dev.apim.policy.context.ValueMap;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.OutArgument;
import dev.apim.policy.expression.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Headers, bodies and what is read out of them: forms, basic credentials, tokens. */
final class BodyLibrary {

  private BodyLibrary() {}

  private static ValueMap h(Object value) {
    return (ValueMap) value;
  }

  static void declare(Library.Builder library) {
    library
        .type("class IHeaders : IEnumerable<KeyValuePair<string,string[]>>", ValueMap.class)
        .add(
            "string[] IHeaders.this[string]",
            (v, n) -> {
              List<String> values = h(v).get(text(n));
              if (values.isEmpty()) {
                throw new Fault(
                    "KeyNotFoundException",
                    "The given key '" + n + "' was not present in the dictionary.");
              }
              return values.toArray();
            })
        .add("bool IHeaders.ContainsKey(string)", (v, n) -> !h(v).get(text(n)).isEmpty())
        .add("int IHeaders.Count", v -> h(v).names().size())
        .add("IEnumerable<string> IHeaders.Keys", v -> new ArrayList<Object>(h(v).names()))
        .add(
            "IEnumerable<string[]> IHeaders.Values",
            v ->
                new ArrayList<Object>(
                    h(v).names().stream().map(n -> (Object) h(v).get(n).toArray()).toList()));
    found(library);
    bodies(library);
    Tokens.declare(library);
  }

  private static void found(Library.Builder library) {
    library
        .add(
            "bool IHeaders.TryGetValue(string, out string[])",
            (v, n, o) -> {
              List<String> values = h(v).get(text(n));
              ((OutArgument) o).set(values.isEmpty() ? null : values.toArray());
              return !values.isEmpty();
            })
        .add("string IHeaders.GetValueOrDefault(string)", (v, n) -> joined(h(v), text(n), null))
        .add(
            "string IHeaders.GetValueOrDefault(string, string defaultValue)",
            (v, n, d) -> joined(h(v), text(n), d));
  }

  private static Object joined(ValueMap map, String name, Object absent) {
    List<String> values = map.get(name);
    return values.isEmpty()
        ? absent
        : values.size() == 1 ? values.get(0) : String.join(",", values);
  }

  private static void bodies(Library.Builder library) {
    library
        .type("class IMessageBody", MessageBody.class)
        .typed(
            "T IMessageBody.As<T>(bool preserveContent = false)",
            t -> (Operation.Two) (b, keep) -> as((MessageBody) b, (Boolean) keep, t.get(0)))
        .add(
            "IDictionary<string,IList<string>> IMessageBody.AsFormUrlEncodedContent(bool preserveContent = false)",
            (b, keep) -> QueryStrings.parse(content((MessageBody) b, (Boolean) keep)));
  }

  private static String content(MessageBody body, boolean preserve) {
    String text = new String(body.bytes(preserve), StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Object as(MessageBody body, boolean preserve, Type type) {
    if (type.isArray() && type.argument(0).equals(Type.BYTE)) {
      return body.bytes(preserve);
    }
    String content = content(body, preserve);
    return switch (type.name()) {
      case "string", "object" -> content;
      case "JObject", "JArray", "JToken", "JContainer", "JValue", "dynamic" -> json(content, type);
      case "XElement", "XNode" -> XNode.parse(content).root();
      case "XDocument" -> XNode.parse(content);
      default ->
          throw new Fault("NotSupportedException", "The body cannot be read as '" + type + "'.");
    };
  }

  private static Object json(String content, Type type) {
    if (content.isBlank()) {
      return null;
    }
    JToken token = Json.parse(content);
    boolean fits =
        switch (type.name()) {
          case "JObject" -> token instanceof JObject;
          case "JArray" -> token instanceof JArray;
          default -> true;
        };
    if (!fits) {
      throw new Fault("InvalidCastException", "The body is not a " + type + ".");
    }
    return token;
  }
}
