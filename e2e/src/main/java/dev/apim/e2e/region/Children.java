package dev.apim.e2e.region;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apim.e2e.cluster.Cluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The objects that the operator makes of a location. */
public final class Children {

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          Deployment.class,
          Service.class,
          ServiceAccount.class,
          Role.class,
          RoleBinding.class,
          PodDisruptionBudget.class);

  /** What the API server chooses. */
  private static final List<String> CHOSEN = List.of("clusterIP", "clusterIPs");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Children() {}

  /**
   * Kind and name of each, and all that it asks for: without what others and time add, so that
   * those of two namespaces can be compared.
   */
  public static Map<String, String> of(Cluster cluster, String namespace, String location) {
    return KINDS.stream()
        .flatMap(
            kind ->
                cluster
                    .client()
                    .resources(kind)
                    .inNamespace(namespace)
                    .withLabel("apim.dev/location", location)
                    .list()
                    .getItems()
                    .stream())
        .collect(
            Collectors.toMap(
                child -> child.getKind() + "/" + child.getMetadata().getName(),
                child -> essence(child).replace('"' + namespace + '"', "\"NAMESPACE\""),
                (a, b) -> a,
                TreeMap::new));
  }

  private static String essence(HasMetadata child) {
    ObjectNode all = JSON.valueToTree(child);
    Map<String, String> annotations =
        child.getMetadata().getAnnotations() == null
            ? Map.of()
            : child.getMetadata().getAnnotations();
    String hash = annotations.getOrDefault("apim.dev/template-hash", "");
    all.remove(List.of("metadata", "status", "apiVersion", "kind"));
    JsonNode spec = all.path("spec");
    if (spec instanceof ObjectNode object) {
      object.remove(CHOSEN);
    }
    return new TreeMap<>(child.getMetadata().getLabels()) + " " + hash + " " + all;
  }
}
