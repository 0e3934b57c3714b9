package dev.apim.operator.remote;

import dev.apim.operator.observe.Answers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Live proof that an object is gone from this cluster. Caches may lag or be empty, and an object
 * also goes when its namespace or its whole kind is being taken away, which is no wish to remove it
 * elsewhere.
 */
@ApplicationScoped
public class Originals {

  private static final Logger LOG = Logger.getLogger(Originals.class);

  private final KubernetesClient client;

  Originals(KubernetesClient client) {
    this.client = client;
  }

  /** {@link #areGone} for one object. */
  public <T extends HasMetadata> boolean isGone(Class<T> kind, String namespace, String name) {
    return areGone(kind, namespace, Set.of(name));
  }

  /**
   * Whether all these objects were deleted for themselves: their kind and their namespace stand,
   * and live reads find nothing. False, too, where this cannot be read; true for no objects.
   */
  public <T extends HasMetadata> boolean areGone(
      Class<T> kind, String namespace, Set<String> names) {
    try {
      return names.stream().allMatch(name -> find(kind, namespace, name).isEmpty())
          && (names.isEmpty() || (namespaceStands(namespace) && kindStands(kind)));
    } catch (KubernetesClientException e) {
      LOG.warnf(
          "whether %s %s in %s are gone cannot be read, so nothing is removed: %s",
          HasMetadata.getKind(kind), names, namespace, Answers.text(e));
      return false;
    }
  }

  /** A live read. */
  public <T extends HasMetadata> Optional<T> find(Class<T> kind, String namespace, String name) {
    return Optional.ofNullable(client.resources(kind).inNamespace(namespace).withName(name).get());
  }

  private boolean namespaceStands(String name) {
    Namespace namespace = client.namespaces().withName(name).get();
    return namespace != null && namespace.getMetadata().getDeletionTimestamp() == null;
  }

  private <T extends HasMetadata> boolean kindStands(Class<T> kind) {
    CustomResourceDefinition crd =
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName(HasMetadata.getFullResourceName(kind))
            .get();
    return crd != null && crd.getMetadata().getDeletionTimestamp() == null;
  }
}
