package dev.apim.e2e.gitops;

import java.util.List;

/** A second instance in the repository, which comes and goes; no gateway of it ever runs. */
final class Fabrikam {

  private static final String INSTANCE = "fabrikam-instance";
  private static final String LOCATIONS = "fabrikam-locations";
  private static final String SOURCES = "fabrikam-sources";

  static final List<String> FILES = List.of(INSTANCE, LOCATIONS, SOURCES);

  /** Which files go with each commit. */
  static final List<List<List<String>>> ORDERS =
      List.of(
          List.of(List.of(SOURCES), List.of(LOCATIONS), List.of(INSTANCE)),
          List.of(List.of(LOCATIONS), List.of(SOURCES, INSTANCE)),
          List.of(List.of(INSTANCE), List.of(LOCATIONS), List.of(SOURCES)),
          List.of(FILES));

  private Fabrikam() {}

  /** In the last wave, so that no sync waits for gateways of it. */
  static String text(String file) {
    String head = "\n  annotations: {argocd.argoproj.io/sync-wave: \"9\"}\n";
    return switch (file) {
      case INSTANCE ->
          """
          apiVersion: apim.dev/v1alpha1
          kind: ApiManagementInstance
          metadata:
            name: fabrikam%sspec:
            tier: Premium
            publisher: {name: Fabrikam, email: apis@fabrikam.example}
            primaryLocation: fabrikam-west
          """
              .formatted(head);
      case LOCATIONS -> location("west", "westus", head) + location("east", "eastasia", head);
      default ->
          """
          apiVersion: apim.dev/v1alpha1
          kind: Api
          metadata:
            name: fabrikam-stock%sspec:
            instanceRef: {name: fabrikam}
            path: stock
            backend: {type: Url, url: "http://stock.example"}
          """
              .formatted(head);
    };
  }

  private static String location(String name, String cluster, String head) {
    return """
        ---
        apiVersion: apim.dev/v1alpha1
        kind: GatewayLocation
        metadata:
          name: fabrikam-%s%sspec:
          instanceRef: {name: fabrikam}
          region: %s
          cluster: %s
          hosting: SelfHosted
        """
        .formatted(name, head, name, cluster);
  }
}
