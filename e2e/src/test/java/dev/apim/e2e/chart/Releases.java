package dev.apim.e2e.chart;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.process.CommandResult;
import dev.apim.e2e.region.Region;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Installs the chart with helm as a user does. */
final class Releases {

  private Releases() {}

  /** A namespace that admits only what the strictest level of pod security allows. */
  static void restrictedNamespace(Cluster cluster, String name) {
    cluster
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                .endMetadata()
                .build())
        .serverSideApply();
  }

  static CommandResult helm(Cluster cluster, String verb, String namespace, String... values) {
    List<String> arguments =
        new ArrayList<>(List.of(verb, "apim", Region.chart().toString(), "-n", namespace));
    for (String value : values) {
      arguments.add("--set");
      arguments.add(value);
    }
    return cluster.helm(arguments.toArray(String[]::new));
  }

  /** Also waits until the Deployment is ready. */
  static void install(Cluster cluster, String namespace, String... values) {
    List<String> arguments =
        new ArrayList<>(List.of("install", "apim", Region.chart().toString(), "-n", namespace));
    arguments.addAll(List.of("--wait", "--timeout", "60s"));
    for (String value : values) {
      arguments.add("--set");
      arguments.add(value);
    }
    cluster.helm(arguments.toArray(String[]::new)).orThrow();
  }
}
