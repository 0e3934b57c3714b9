package dev.apim.compiler;

import dev.apim.api.config.OperationEntry;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.policy.InvalidTemplateException;
import dev.apim.policy.UrlTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether the operations of an Api can be told apart, and each can be served. */
final class OperationRules {

  private OperationRules() {}

  /**
   * Judges the operations of one Api.
   *
   * @param place where an operation stands, by its index
   */
  static Verdict judge(List<OperationEntry> operations, Place place) {
    Map<String, Integer> names = new HashMap<>();
    Map<String, Integer> shapes = new HashMap<>();
    for (int i = 0; i < operations.size(); i++) {
      OperationEntry operation = operations.get(i);
      Integer same = names.putIfAbsent(operation.name(), i);
      if (same != null) {
        return bad(
            place.of(i)
                + ": the name \""
                + operation.name()
                + "\" is that of "
                + place.of(same)
                + " already");
      }
      String shape;
      try {
        shape = operation.method() + " " + UrlTemplate.parse(operation.urlTemplate()).shape();
      } catch (InvalidTemplateException e) {
        return bad(place.of(i) + ": urlTemplate " + e.getMessage());
      }
      same = shapes.putIfAbsent(shape, i);
      if (same != null) {
        return bad(
            place.of(i)
                + ": "
                + operation.method()
                + " \""
                + operation.urlTemplate()
                + "\" cannot be told from the operation \""
                + operations.get(same).name()
                + "\"; change the method or the template");
      }
    }
    return Verdict.good();
  }

  private static Verdict bad(String message) {
    return Verdict.bad(Reason.InvalidOperation, message);
  }

  /** Says where an operation stands. */
  interface Place {
    String of(int index);
  }
}
