package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.JsonLibrary.children;
import static dev.apim.policy.expression.runtime.JsonLibrary.t;

import dev.apim.policy.expression.type.Evaluation;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where a token of JSON stands among others, and what is put beside it. */
final class JsonPlaces {

  private JsonPlaces() {}

  static void declare(Library.Builder library) {
    library
        .with("IEnumerable<JToken> JToken.Ancestors()", (e, a) -> above(e, t(a[0]).parent()))
        .with("IEnumerable<JToken> JToken.AncestorsAndSelf()", (e, a) -> above(e, t(a[0])))
        .with(
            "IEnumerable<JToken> JContainer.DescendantsAndSelf()",
            (e, a) -> {
              List<Object> all = new ArrayList<>(Collections.singletonList(a[0]));
              all.addAll(JsonPath.descendants(e, JsonPath.children(t(a[0]))));
              return all;
            })
        .with("IEnumerable<JToken> JToken.BeforeSelf()", (e, a) -> beside(e, t(a[0]), false))
        .with("IEnumerable<JToken> JToken.AfterSelf()", (e, a) -> beside(e, t(a[0]), true))
        .add("void JArray.AddFirst(JToken)", (x, v) -> insert((JArray) x, 0, v))
        .add("void JToken.AddBeforeSelf(JToken)", (x, v) -> insert(t(x), 0, v))
        .add("void JToken.AddAfterSelf(JToken)", (x, v) -> insert(t(x), 1, v));
  }

  private static List<Object> above(Evaluation evaluation, JToken token) {
    List<Object> all = new ArrayList<>();
    for (JToken one = token; one != null; one = one.parent()) {
      evaluation.spend(1);
      all.add(one);
    }
    return all;
  }

  private static List<Object> beside(Evaluation evaluation, JToken token, boolean after) {
    if (token.parent() == null) {
      return new ArrayList<>();
    }
    List<Object> all = children(token.parent());
    evaluation.spend(all.size());
    int index = 0;
    while (index < all.size() && all.get(index) != token) {
      index++;
    }
    return new ArrayList<>(
        after ? all.subList(Math.min(index + 1, all.size()), all.size()) : all.subList(0, index));
  }

  private static Object insert(JToken beside, int offset, Object value) {
    if (!(beside.parent() instanceof JArray array)) {
      throw new Fault("InvalidOperationException", "The parent is missing, or is no array.");
    }
    return insert(array, array.indexOf(beside) + offset, value);
  }

  private static Object insert(JArray array, int index, Object value) {
    array.insert(index, value == null ? new JValue(null) : (JToken) value);
    return null;
  }
}
