package dev.apim.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What {@code docs/argocd} is made of: the script, once for each kind that has conditions. */
final class ArgoCdFiles {

  static final Path FOLDER = Tree.ROOT.resolve("docs/argocd");
  static final Path SCRIPT = FOLDER.resolve("health.lua");

  /** Made by the operator, never by Argo CD, and nothing says conditions of them. */
  private static final Set<String> PUSHED =
      Set.of("GatewayConfiguration", "ConfigurationSnapshot", "ConfigurationBucket");

  private static final String KEY = "resource.customizations.health.apim.dev_";

  private ArgoCdFiles() {}

  /** Every kind that a user applies. */
  static Set<String> kinds() {
    return kinds(crd -> true);
  }

  /** The kinds that are compiled and served. */
  static Set<String> configurationKinds() {
    return kinds(
        crd ->
            crd.findValues("additionalPrinterColumns").stream()
                .anyMatch(columns -> columns.toString().contains("Programmed")));
  }

  private static Set<String> kinds(Predicate<JsonNode> filter) {
    Set<String> kinds = new TreeSet<>();
    for (String text : Tree.yamlFiles(Tree.ROOT.resolve("crds")).values()) {
      JsonNode crd = read(text);
      if (filter.test(crd)) {
        kinds.add(crd.at("/spec/names/kind").asText());
      }
    }
    kinds.removeAll(PUSHED);
    return kinds;
  }

  /** The ConfigMap, for server-side apply beside what else it holds. */
  static String configMap() {
    StringBuilder text =
        new StringBuilder(
            """
            # Made from health.lua by ArgoCdFilesTest. Merges with the ConfigMap that is there:
            # kubectl apply --server-side -n argocd -f docs/argocd/argocd-cm.yaml
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: argocd-cm
              labels: {app.kubernetes.io/part-of: argocd}
            data:
            """);
    kinds()
        .forEach(
            kind -> text.append("  ").append(KEY).append(kind).append(": |\n").append(script(4)));
    return text.toString();
  }

  /** The same as values of Argo CD's own chart. */
  static String values() {
    StringBuilder text =
        new StringBuilder(
            """
            # Made from health.lua by ArgoCdFilesTest. Values for the chart argo-cd:
            # helm upgrade argocd argo/argo-cd --reuse-values --values docs/argocd/values.yaml
            configs:
              cm:
            """);
    Iterator<String> kinds = kinds().iterator();
    text.append("    ").append(KEY).append(kinds.next()).append(": &health |\n").append(script(6));
    kinds.forEachRemaining(
        kind -> text.append("    ").append(KEY).append(kind).append(": *health\n"));
    return text.toString();
  }

  private static String script(int indent) {
    return Tree.read(SCRIPT)
        .lines()
        .map(line -> line.isEmpty() ? line : " ".repeat(indent) + line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  static JsonNode read(String text) {
    try {
      return new YAMLMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no YAML: " + text.lines().findFirst(), e);
    }
  }
}
