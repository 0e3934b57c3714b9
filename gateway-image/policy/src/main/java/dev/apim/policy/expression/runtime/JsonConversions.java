package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.check.Numeric;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Sequences;
import dev.apim.policy.expression.type.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From JSON to .NET values and back: casts, {@code Value<T>}, {@code ToObject<T>}, JsonConvert. */
final class JsonConversions {

  private static final List<String> SIMPLE =
      List.of(
          "int",
          "long",
          "double",
          "float",
          "decimal",
          "bool",
          "byte",
          "short",
          "DateTime",
          "DateTimeOffset",
          "Guid",
          "TimeSpan");

  private JsonConversions() {}

  static void declare(Library.Builder library) {
    library.add("explicit string(JToken)", v -> to((JToken) v, "string"));
    for (String type : SIMPLE) {
      library
          .add("explicit " + type + "(JToken)", v -> required((JToken) v, type))
          .add("implicit JToken(" + type + ")", v -> Json.token(v));
    }
    library.add("implicit JToken(string)", v -> v == null ? new JValue(null) : Json.token(v));
    nullables(library);
    values(library);
  }

  private static void values(Library.Builder library) {
    library
        .typed(
            "T JToken.Value<T>(object key)",
            t -> (Operation.Two) (x, k) -> convert(((JToken) x).get(k), t.get(0)))
        .typed("T JToken.Value<T>()", t -> (Operation.One) x -> convert(x, t.get(0)))
        .typed("T JToken.ToObject<T>()", t -> (Operation.One) x -> convert(x, t.get(0)))
        .typed(
            "IEnumerable<T> JToken.Values<T>()",
            t -> (Operation.One) x -> values((JToken) x, t.get(0)))
        .typed(
            "IEnumerable<T> IEnumerable<J>.Values<T>()",
            t -> (Operation.One) x -> values(x, t.get(1)))
        .typed(
            "IEnumerable<T> JToken.Children<T>()",
            t -> (Operation.One) x -> typedChildren((JToken) x, t.get(0)))
        .add("new JValue(object)", v -> new JValue(v instanceof JValue inner ? inner.value() : v))
        .add("object JValue.Value", v -> ((JValue) v).value())
        .add(
            "set object JValue.Value",
            (v, o) -> {
              ((JValue) v).value(o);
              return o;
            });
    serializing(library);
  }

  private static void serializing(Library.Builder library) {
    library
        .type("class JsonConvert", v -> false)
        .add(
            "static string JsonConvert.SerializeObject(object)",
            v -> Json.write(Json.token(v), false))
        .add(
            "static string JsonConvert.SerializeObject(object, Formatting)",
            (v, f) -> Json.write(Json.token(v), Values.ordinal(f) == 1))
        .with("static object JsonConvert.DeserializeObject(string)", (e, a) -> Json.parse(e, a[0]))
        .typed(
            "static T JsonConvert.DeserializeObject<T>(string)",
            t ->
                (Operation.Many)
                    (e, a) -> a[0] == null ? null : convert(Json.parse(e, a[0]), t.get(0)));
  }

  private static void nullables(Library.Builder library) {
    for (String type : SIMPLE) {
      library.add("explicit " + type + "?(JToken)", v -> to((JToken) v, type));
    }
  }

  private static Object required(JToken token, String type) {
    Object value = to(token, type);
    if (value == null) {
      throw new Fault("ArgumentException", "Can not convert null to " + type + ".");
    }
    return value;
  }

  /** The value of a token as a simple type; JSON's null and no token are null. */
  static Object to(JToken given, String type) {
    JToken token = given instanceof JProperty property ? property.value() : given;
    if (token == null) {
      return null;
    }
    if (!(token instanceof JValue value)) {
      throw new Fault("ArgumentException", "Can not convert " + token.kind() + " to " + type + ".");
    }
    return value.value() == null ? null : simple(value.value(), type);
  }

  private static Object simple(Object value, String type) {
    return switch (type) {
      case "string" -> Formats.text(value);
      case "bool" ->
          value instanceof Boolean
              ? value
              : value instanceof Number n
                  ? (Object) (n.doubleValue() != 0)
                  : NumberLibrary.bool(Formats.text(value));
      case "DateTime" -> value instanceof DateTime ? value : DateParsing.date(Formats.text(value));
      case "DateTimeOffset" -> DateParsing.parse(Formats.text(value));
      case "Guid" -> Guid.parse(Formats.text(value));
      case "TimeSpan" -> TimeSpan.parse(Formats.text(value));
      default -> number(value, type);
    };
  }

  private static Object number(Object value, String type) {
    if (value instanceof String text) {
      return NumberLibrary.parse(text, type);
    }
    if (value instanceof Boolean bool) {
      return Numeric.convert(bool ? 1 : 0, type);
    }
    boolean whole = !List.of("double", "float", "decimal").contains(type);
    boolean fraction = value instanceof Double || value instanceof BigDecimal;
    return Numeric.convert(whole && fraction ? NumberLibrary.round(value, 0, false) : value, type);
  }

  /** A token, or what it holds, under any type that a policy may ask for. */
  static Object convert(Object value, Type type) {
    if (value == null) {
      return null;
    }
    Type plain = type.isNullable() ? type.argument(0) : type;
    JToken token = value instanceof JToken given ? given : Json.token(value);
    if (plain.isArray()) {
      return elements(token, plain.argument(0)).toArray();
    }
    return switch (plain.name()) {
      case "JToken", "JContainer", "JObject", "JArray", "JValue", "JProperty", "dynamic" -> token;
      case "object" -> token instanceof JValue simple ? simple.value() : token;
      case "List", "IEnumerable", "IList", "ICollection", "IReadOnlyList" ->
          elements(token, plain.argument(0));
      case "Dictionary", "IDictionary", "IReadOnlyDictionary" ->
          dictionary(token, plain.argument(1));
      default -> to(token, plain.name());
    };
  }

  private static List<Object> elements(JToken token, Type type) {
    List<Object> elements = new ArrayList<>();
    JsonPath.children(token).forEach(c -> elements.add(convert(c, type)));
    return elements;
  }

  private static Map<Object, Object> dictionary(JToken token, Type type) {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (!(token instanceof JObject object)) {
      throw new Fault("JsonSerializationException", "A dictionary needs a JSON object.");
    }
    object.properties().forEach(p -> map.put(p.name(), convert(p.value(), type)));
    return map;
  }

  private static List<Object> values(Object tokens, Type type) {
    List<Object> values = new ArrayList<>();
    Iterable<?> all =
        tokens instanceof JToken token ? JsonPath.children(token) : Sequences.of(tokens);
    all.forEach(v -> values.add(convert(v, type)));
    return values;
  }

  private static List<Object> typedChildren(JToken token, Type type) {
    List<Object> children = new ArrayList<>();
    Iterable<?> all =
        token instanceof JObject object ? object.properties() : JsonPath.children(token);
    for (Object child : all) {
      boolean fits =
          switch (type.name()) {
            case "JObject" -> child instanceof JObject;
            case "JArray" -> child instanceof JArray;
            case "JProperty" -> child instanceof JProperty;
            case "JValue" -> child instanceof JValue;
            default -> true;
          };
      if (fits) {
        children.add(child);
      }
    }
    return children;
  }
}
