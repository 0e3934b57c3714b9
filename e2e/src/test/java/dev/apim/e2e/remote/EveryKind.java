package dev.apim.e2e.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.region.Objects;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One object of every kind of configuration, beside the Apis of an instance. */
final class EveryKind {

  private static final List<String> KINDS =
      List.of("Backend", "NamedValue", "PolicyFragment", "Product", "Subscription", "Policy");

  private EveryKind() {}

  /** One of each, all of the same name, for the Api whose name ends so. */
  static String of(Pushed pushed, String api) {
    return """
        ---
        apiVersion: apim.dev/v1alpha1
        kind: Backend
        metadata: {name: %1$s-every}
        spec: {instanceRef: {name: %1$s}, url: "http://other.example"}
        ---
        apiVersion: apim.dev/v1alpha1
        kind: NamedValue
        metadata: {name: %1$s-every}
        spec: {instanceRef: {name: %1$s}, displayName: Greeting, value: good morning}
        ---
        apiVersion: apim.dev/v1alpha1
        kind: PolicyFragment
        metadata: {name: %1$s-every}
        spec:
          instanceRef: {name: %1$s}
          document: |
            <fragment>
              <set-header name="x-greeting" exists-action="override">
                <value>{{Greeting}}</value>
              </set-header>
            </fragment>
        ---
        apiVersion: apim.dev/v1alpha1
        kind: Product
        metadata: {name: %1$s-every}
        spec: {instanceRef: {name: %1$s}, displayName: Gold, apis: [%1$s-%2$s]}
        ---
        apiVersion: apim.dev/v1alpha1
        kind: Subscription
        metadata: {name: %1$s-every}
        spec: {instanceRef: {name: %1$s}, scope: {type: Product, name: %1$s-every}}
        ---
        apiVersion: apim.dev/v1alpha1
        kind: Policy
        metadata: {name: %1$s-every}
        spec:
          instanceRef: {name: %1$s}
          targetRef: {kind: Api, name: %1$s-%2$s}
          document: |
            <policies>
              <inbound>
                <base />
                <include-fragment fragment-id="%1$s-every" />
              </inbound>
            </policies>
        """
        .formatted(pushed.name(), api);
  }

  /** Their specs in a cluster, by kind. */
  static Map<String, JsonNode> specs(Pushed pushed, Objects objects) {
    Map<String, JsonNode> specs = new TreeMap<>();
    KINDS.forEach(
        kind -> specs.put(kind, objects.get(kind, pushed.name() + "-every").path("spec")));
    return specs;
  }

  /** Whether each of them is accepted. */
  static boolean areAccepted(Pushed pushed, Objects objects) {
    return KINDS.stream()
        .map(kind -> objects.condition(kind, pushed.name() + "-every", "Accepted"))
        .allMatch(accepted -> accepted.path("status").asText().equals("True"));
  }
}
