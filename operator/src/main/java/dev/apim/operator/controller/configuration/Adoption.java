package dev.apim.operator.controller.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.Origin;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.compiler.ObjectKey;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.observe.Answers;
import dev.apim.operator.remote.OwnCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Makes a promoted cluster the home of an instance (B10b): its sources come back from the snapshot
 * as objects where there are none, and what was pushed here counts as applied here from then on.
 */
@ApplicationScoped
class Adoption {

  private static final Logger LOG = Logger.getLogger(Adoption.class);
  private static final String API_VERSION = "apim.dev/v1alpha1";

  private final KubernetesClient client;
  private final OwnCluster own;

  Adoption(KubernetesClient client, OwnCluster own) {
    this.client = client;
    this.own = own;
  }

  /**
   * Creates the sources of a document that are not here; what a user has applied stays. Tells which
   * of them the cluster refuses, whose rules may be newer than those that they were applied under.
   */
  List<String> restore(InstanceKey key, ConfigurationDocument document) {
    List<String> refused = new ArrayList<>();
    new TreeMap<>(DocumentObjects.sources(document))
        .forEach((object, spec) -> restore(key, object, spec).ifPresent(refused::add));
    return refused;
  }

  /** Marks what was pushed here as this cluster's own; does nothing the second time. */
  void adopt(ApiManagementInstance instance, Sources sources, Fence fence) {
    adopt(instance, instance.getSpec().origin(), fence);
    sources.locations().forEach(location -> adopt(location, location.getSpec().origin(), fence));
  }

  private Optional<String> restore(InstanceKey key, ObjectKey object, JsonNode spec) {
    GenericKubernetesResource source = new GenericKubernetesResource();
    source.setApiVersion(API_VERSION);
    source.setKind(object.kind());
    source.setMetadata(
        new ObjectMetaBuilder().withName(object.name()).withNamespace(key.namespace()).build());
    source.setAdditionalProperty("spec", spec);
    try {
      client.resource(source).create();
      LOG.infof("%s %s of %s was restored", object.kind(), object.name(), key.name());
    } catch (KubernetesClientException e) {
      if (Answers.isInvalid(e)) {
        return Optional.of(object.kind() + " " + object.name() + ": " + Answers.text(e));
      }
      if (!Answers.isConflict(e)) {
        throw e;
      }
    }
    return Optional.empty();
  }

  private void adopt(HasMetadata object, Origin origin, Fence fence) {
    boolean pushedByThePredecessor =
        origin != null
            && origin.state() == OriginState.Active
            && origin.lineage().equals(fence.lineage())
            && origin.epoch() < fence.epoch();
    if (!pushedByThePredecessor) {
      return;
    }
    client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), patch(object, fence));
    LOG.infof("%s %s is this cluster's own now", object.getKind(), object.getMetadata().getName());
  }

  private String patch(HasMetadata object, Fence fence) {
    Map<String, Object> origin = new LinkedHashMap<>();
    origin.put("epoch", fence.epoch());
    origin.put("holder", fence.holder());
    origin.put("sequence", fence.sequence());
    origin.put("cluster", own.name());
    Map<String, Object> patch = new LinkedHashMap<>();
    patch.put("metadata", Map.of("resourceVersion", object.getMetadata().getResourceVersion()));
    patch.put("spec", Map.of("origin", origin));
    return client.getKubernetesSerialization().asJson(patch);
  }
}
