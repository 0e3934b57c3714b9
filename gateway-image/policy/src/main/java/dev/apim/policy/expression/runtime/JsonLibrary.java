package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.number;
import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Operation;
import java.util.ArrayList;
import java.util.List;

/** Json.NET: JObject, JArray, JProperty, JValue, JToken and JsonConvert. */
final class JsonLibrary {

  /** In the order of their values. */
  private static final List<String> TOKEN_TYPES =
      List.of(
          "None",
          "Object",
          "Array",
          "Constructor",
          "Property",
          "Comment",
          "Integer",
          "Float",
          "String",
          "Boolean",
          "Null",
          "Undefined",
          "Date",
          "Raw",
          "Bytes",
          "Guid",
          "Uri",
          "TimeSpan");

  private JsonLibrary() {}

  static void declare(Library.Builder library) {
    library
        .enumeration("Formatting", "None", "Indented")
        .enumeration("JTokenType", TOKEN_TYPES.toArray(String[]::new))
        .type("class JToken : IEnumerable<JToken>", JToken.class)
        .type(
            "class JContainer : JToken",
            v -> v instanceof JObject || v instanceof JArray || v instanceof JProperty)
        .type("class JObject : JContainer", JObject.class)
        .type("class JArray : JContainer, IList<JToken>", JArray.class)
        .type("class JProperty : JContainer", JProperty.class)
        .type("class JValue : JToken", JValue.class);
    tokens(library);
    navigation(library);
    JsonContainers.declare(library);
    JsonConversions.declare(library);
    JsonPlaces.declare(library);
  }

  static JToken t(Object value) {
    return (JToken) value;
  }

  static JObject o(Object value) {
    return (JObject) value;
  }

  static JArray a(Object value) {
    return (JArray) value;
  }

  private static void tokens(Library.Builder library) {
    library
        .with("static JToken JToken.Parse(string)", (e, a) -> Json.parse(e, a[0]))
        .add("static JToken JToken.FromObject(object)", v -> Json.token(v))
        .add("static JObject JObject.FromObject(object)", v -> as(Json.token(v), JObject.class))
        .add("static JArray JArray.FromObject(object)", v -> as(Json.token(v), JArray.class))
        .with(
            "static JObject JObject.Parse(string)",
            (e, a) -> as(Json.parse(e, a[0]), JObject.class))
        .with("static JArray JArray.Parse(string)", (e, a) -> as(Json.parse(e, a[0]), JArray.class))
        .add(
            "static bool JToken.DeepEquals(JToken, JToken)",
            (x, y) -> x == y || x != null && y != null && t(x).sameAs(t(y)));
    tokenParts(library);
  }

  private static void tokenParts(Library.Builder library) {
    library
        .add("string JToken.ToString()", v -> Formats.text(v))
        .add(
            "string JToken.ToString(Formatting, params object[] c)",
            (x, f, c) -> Json.write(t(x), Values.ordinal(f) == 1))
        .add("JTokenType JToken.Type", x -> type(t(x).kind()))
        .add("JContainer JToken.Parent", x -> t(x).parent())
        .add("JToken JToken.Root", x -> t(x).root())
        .add("string JToken.Path", x -> t(x).path())
        .add("bool JToken.HasValues", x -> !JsonPath.children(t(x)).isEmpty())
        .add("JToken JToken.DeepClone()", x -> t(x).copy())
        .add(
            "void JToken.Remove()",
            x -> {
              t(x).remove();
              return null;
            })
        .add(
            "void JToken.Replace(JToken)",
            (x, y) -> {
              t(x).replace((y == null ? new JValue(null) : t(y)));
              return null;
            });
  }

  private static Object type(String kind) {
    return new dev.apim.policy.expression.type.EnumValue(
        "JTokenType", kind, TOKEN_TYPES.indexOf(kind));
  }

  static <T extends JToken> T as(JToken token, Class<T> type) {
    if (!type.isInstance(token)) {
      throw new Fault(
          "JsonReaderException",
          "Error reading "
              + type.getSimpleName()
              + " from JsonReader. Current JsonReader item is not an object of that kind.");
    }
    return type.cast(token);
  }

  private static void navigation(Library.Builder library) {
    library
        .add("JToken JToken.this[object]", (x, k) -> t(x).get(key(k)))
        .add(
            "set JToken JToken.this[object]",
            (x, k, v) -> {
              t(x).set(key(k), (JToken) v);
              return v;
            })
        .with(
            "JToken JToken.SelectToken(string)",
            (e, a) -> selected(JsonPath.select(e, t(a[0]), text(a[1])), false))
        .with(
            "JToken JToken.SelectToken(string, bool errorWhenNoMatch)",
            (e, a) -> selected(JsonPath.select(e, t(a[0]), text(a[1])), (Boolean) a[2]))
        .with(
            "IEnumerable<JToken> JToken.SelectTokens(string)",
            (e, a) -> new ArrayList<Object>(JsonPath.select(e, t(a[0]), text(a[1]))));
    neighbours(library);
  }

  private static void neighbours(Library.Builder library) {
    library
        .add("IEnumerable<JToken> JToken.Children()", x -> children(t(x)))
        .with(
            "IEnumerable<JToken> JContainer.Descendants()",
            (e, a) -> new ArrayList<Object>(JsonPath.descendants(e, JsonPath.children(t(a[0])))))
        .add(
            "IEnumerable<JToken> JToken.Values()",
            x -> new ArrayList<Object>(JsonPath.children(t(x))))
        .add(
            "JToken JToken.First",
            x -> JsonPath.children(t(x)).isEmpty() ? null : children(t(x)).get(0))
        .add("JToken JToken.Last", x -> last(children(t(x))))
        .add("JToken JToken.Next", x -> sibling(t(x), 1))
        .add("JToken JToken.Previous", x -> sibling(t(x), -1));
  }

  private static Object key(Object key) {
    return key instanceof JValue value ? plain(value.value()) : key;
  }

  private static Object plain(Object value) {
    return value instanceof Long number ? (Object) number.intValue() : value;
  }

  private static Object selected(List<JToken> found, boolean needed) {
    if (found.isEmpty() && needed) {
      throw new Fault("JsonException", "Path returned no token.");
    }
    return found.isEmpty() ? null : found.get(0);
  }

  static List<Object> children(JToken token) {
    return token instanceof JObject object
        ? new ArrayList<>(object.properties())
        : new ArrayList<>(JsonPath.children(token));
  }

  private static Object last(List<Object> list) {
    return list.isEmpty() ? null : list.get(list.size() - 1);
  }

  private static Object sibling(JToken token, int step) {
    if (token.parent() == null) {
      return null;
    }
    List<Object> all = children(token.parent());
    for (int i = 0; i < all.size(); i++) {
      int wanted = i + step;
      if (all.get(i) == token) {
        return wanted >= 0 && wanted < all.size() ? all.get(wanted) : null;
      }
    }
    return null;
  }

  /** Cast-like reading of a token, used where a type argument says what is wanted. */
  static Operation.One reading(String type) {
    return value -> JsonConversions.to((JToken) value, type);
  }
}
