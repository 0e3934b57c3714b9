package dev.apim.e2e.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.process.CommandResult;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Set;
import java.util.stream.Collectors;

/** What others than the primary's operator do to its objects in the cluster that it pushes to. */
final class HandThere {
  private static final String SCHEMA = "/spec/versions/0/schema/openAPIV3Schema";

  private final Cluster cluster;
  private final ObjectMapper json = new ObjectMapper();

  HandThere(Cluster cluster) {
    this.cluster = cluster;
  }

  void editPointer(String name) {
    cluster
        .kubectl(
            "patch",
            "gatewayconfiguration",
            name,
            "-n",
            Pushed.NAMESPACE,
            "--type=merge",
            "-p",
            "{\"spec\":{\"active\":{\"hash\":\"" + "0".repeat(64) + "\"}}}")
        .orThrow();
  }

  /** Kind and name of the buckets and manifests of an instance. */
  Set<String> contents(String instance) {
    return cluster
        .kubectl(
            "get",
            "configurationbuckets,configurationsnapshots",
            "-l",
            "apim.dev/instance=" + instance,
            "-n",
            Pushed.NAMESPACE,
            "-o",
            "name")
        .out()
        .lines()
        .collect(Collectors.toSet());
  }

  CommandResult patch(String content) {
    return cluster.kubectl(
        "patch",
        content,
        "-n",
        Pushed.NAMESPACE,
        "--type=merge",
        "-p",
        "{\"spec\":{\"hash\":\"" + "0".repeat(64) + "\"}}");
  }

  GenericKubernetesResource pointer(String name) {
    return cluster
        .client()
        .genericKubernetesResources("apim.dev/v1alpha1", "GatewayConfiguration")
        .inNamespace(Pushed.NAMESPACE)
        .withName(name)
        .get();
  }

  /** Writes a pointer there as a restore of that cluster would leave it. */
  void restore(GenericKubernetesResource pointer) {
    pointer.getMetadata().setResourceVersion(null);
    pointer.getMetadata().setUid(null);
    pointer.getMetadata().setManagedFields(null);
    cluster.client().resource(pointer).fieldManager("apim-push").forceConflicts().serverSideApply();
  }

  /**
   * Makes the CRD an older one.
   *
   * @param field JSON pointer from the root of the schema
   * @return the schema of the field
   */
  JsonNode removeFieldOfCrd(String crd, String field) {
    try {
      JsonNode before =
          json.readTree(cluster.kubectl("get", "crd", crd, "-o", "json").orThrow())
              .at(SCHEMA + field);
      patchCrd(crd, json.createObjectNode().put("op", "remove").put("path", SCHEMA + field));
      return before;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes it a newer one. */
  void addFieldToCrd(String crd, String field, JsonNode schema) {
    patchCrd(
        crd,
        json.createObjectNode()
            .put("op", "add")
            .put("path", SCHEMA + field)
            .<ObjectNode>set("value", schema));
  }

  private void patchCrd(String crd, ObjectNode operation) {
    cluster.kubectl("patch", "crd", crd, "--type=json", "-p", "[" + operation + "]").orThrow();
  }

  /**
   * Whether the API server keeps an instance's field accessLog; it takes up a CRD after a while.
   */
  boolean takesAccessLog(String instance) {
    return cluster
        .kubectl(
            "patch",
            "apimanagementinstance",
            instance,
            "-n",
            Pushed.NAMESPACE,
            "--type=merge",
            "--dry-run=server",
            "-o",
            "jsonpath={.spec.gateway.accessLog}",
            "-p",
            "{\"spec\":{\"gateway\":{\"accessLog\":\"None\"}}}")
        .orThrow()
        .contains("None");
  }
}
