package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.JsonLibrary.a;
import static dev.apim.policy.expression.runtime.JsonLibrary.as;
import static dev.apim.policy.expression.runtime.JsonLibrary.children;
import static dev.apim.policy.expression.runtime.JsonLibrary.o;
import static dev.apim.policy.expression.runtime.JsonLibrary.t;
import static dev.apim.policy.expression.runtime.Values.number;
import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.OutArgument;
import dev.apim.policy.expression.type.Sequences;
import java.util.ArrayList;

/** What objects, properties and arrays of JSON hold and take. */
final class JsonContainers {

  private JsonContainers() {}

  static void declare(Library.Builder library) {
    objects(library);
    members(library);
    changes(library);
    arrays(library);
  }

  private static void objects(Library.Builder library) {
    library
        .add("new JObject()", () -> new JObject())
        .add("new JObject(params object[] content)", content -> object((Object[]) content))
        .add("new JProperty(string, object)", (n, v) -> new JProperty(text(n), Json.token(v)))
        .add(
            "new JProperty(string, params object[] content)",
            (n, v) -> new JProperty(text(n), Json.token(v)))
        .add("string JProperty.Name", p -> ((JProperty) p).name())
        .add("JToken JProperty.Value", p -> ((JProperty) p).value())
        .add(
            "set JToken JProperty.Value",
            (p, v) -> {
              ((JProperty) p).value((JToken) v);
              return v;
            });
  }

  private static void members(Library.Builder library) {
    library
        .add("JProperty JObject.Property(string)", (x, n) -> o(x).property(text(n)))
        .add(
            "JProperty JObject.Property(string, StringComparison)",
            (x, n, c) -> o(x).property(text(n), Comparisons.ignoresCase(c)))
        .add(
            "IEnumerable<JProperty> JObject.Properties()",
            x -> new ArrayList<Object>(o(x).properties()))
        .add(
            "IEnumerable<JToken> JObject.PropertyValues()",
            x -> new ArrayList<Object>(JsonPath.children(t(x))))
        .add("JToken JObject.GetValue(string)", (x, n) -> o(x).value(text(n)))
        .add(
            "JToken JObject.GetValue(string, StringComparison)",
            (x, n, c) -> {
              JProperty found = o(x).property(text(n), Comparisons.ignoresCase(c));
              return found == null ? null : found.value();
            })
        .add(
            "bool JObject.TryGetValue(string, out JToken)",
            (x, n, out) -> {
              ((OutArgument) out).set(o(x).value(text(n)));
              return o(x).value(text(n)) != null;
            })
        .add("bool JObject.ContainsKey(string)", (x, n) -> o(x).value(text(n)) != null);
  }

  private static void changes(Library.Builder library) {
    library
        .add("bool JObject.Remove(string)", (x, n) -> o(x).removeMember(text(n)))
        .add(
            "void JObject.Add(string, JToken)",
            (x, n, v) -> {
              o(x).add(new JProperty(text(n), (JToken) v));
              return null;
            })
        .add(
            "void JObject.Add(object)",
            (x, v) -> {
              o(x).add(as(Json.token(v), JProperty.class));
              return null;
            })
        .add(
            "void JObject.Merge(object, params object[] s)",
            (x, other, s) -> {
              merge(o(x), (JObject) other);
              return null;
            })
        .add(
            "void JObject.RemoveAll()",
            x -> {
              o(x).properties().forEach(JToken::remove);
              return null;
            })
        .add("int JContainer.Count", x -> children(t(x)).size());
  }

  private static JObject object(Object[] content) {
    JObject object = new JObject();
    for (Object item : content) {
      if (item instanceof JObject other) {
        other.properties().forEach(object::add);
      } else if (item instanceof JProperty property) {
        object.add(property);
      } else if (item != null) {
        Sequences.of(item).forEach(v -> object.add((JProperty) v));
      }
    }
    return object;
  }

  private static void merge(JObject into, JObject from) {
    for (JProperty property : from.properties()) {
      JToken present = into.value(property.name());
      if (present instanceof JObject inner && property.value() instanceof JObject other) {
        merge(inner, other);
      } else if (present instanceof JArray inner && property.value() instanceof JArray other) {
        other.items().forEach(i -> inner.add(i.copy()));
      } else {
        into.put(property.name(), property.value().copy());
      }
    }
  }

  private static void arrays(Library.Builder library) {
    library
        .add("new JArray()", () -> new JArray())
        .add("new JArray(params object[] content)", content -> array((Object[]) content))
        .add("int JArray.Count", x -> a(x).items().size())
        .add("JToken JArray.this[int]", (x, i) -> a(x).get(i))
        .add(
            "set JToken JArray.this[int]",
            (x, i, v) -> {
              a(x).set(i, (JToken) v);
              return v;
            })
        .add(
            "void JArray.Add(JToken)",
            (x, v) -> {
              a(x).add((JToken) v);
              return null;
            })
        .add(
            "void JArray.Add(object)",
            (x, v) -> {
              a(x).add(Json.token(v));
              return null;
            });
    arrayEdits(library);
  }

  private static void arrayEdits(Library.Builder library) {
    library
        .add(
            "void JArray.Insert(int, JToken)",
            (x, i, v) -> {
              a(x).insert(number(i), (JToken) v);
              return null;
            })
        .add(
            "void JArray.RemoveAt(int)",
            (x, i) -> a(x).items().remove(number(i)) == null ? null : null)
        .add("bool JArray.Remove(JToken)", (x, v) -> a(x).items().remove(v))
        .add(
            "void JArray.Merge(object, params object[] s)",
            (x, other, s) -> {
              ((JArray) other).items().forEach(i -> a(x).add(i.copy()));
              return null;
            })
        .add(
            "void JArray.Clear()",
            x -> {
              a(x).items().clear();
              return null;
            });
  }

  private static JArray array(Object[] content) {
    JArray array = new JArray();
    for (Object item : content) {
      boolean many =
          content.length == 1
              && !(item instanceof JToken)
              && !(item instanceof String)
              && !(item instanceof java.util.Map)
              && (item instanceof Iterable || item instanceof Object[]);
      if (many) {
        Sequences.of(item).forEach(v -> array.add(Json.token(v)));
      } else {
        array.add(Json.token(item));
      }
    }
    return array;
  }
}
