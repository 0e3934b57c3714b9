package dev.apim.operator.controller.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apim.api.config.CanonicalJson;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.ConfigurationObjectStatus;
import dev.apim.api.v1alpha1.InstanceScoped;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.compiler.ObjectKey;
import dev.apim.operator.controller.EventRecorder;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.observe.Answers;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Sources here that a cluster which becomes the primary would go back to (B10b): they differ from
 * the active revision, and nobody has edited them since another cluster publishes. What was edited
 * since then is a user's word, as is what the active revision does not have.
 */
@ApplicationScoped
class Leftovers {

  private static final String RENEWED =
      "the spec is the one of the active revision now: another cluster has published it since this"
          + " object was last edited here";

  private final KubernetesClient client;
  private final EventRecorder events;

  Leftovers(KubernetesClient client, EventRecorder events) {
    this.client = client;
    this.events = events;
  }

  /**
   * What came of it.
   *
   * @param waiting those that are not seen here yet as they are now
   * @param refused those that the rules of this cluster refuse, with the reason
   */
  record Renewal(List<String> waiting, List<String> refused) {}

  /** Gives each of them what a document has. */
  Renewal renew(InstanceKey key, ConfigurationDocument document, ConfigurationObjects here) {
    Map<ObjectKey, JsonNode> sources = DocumentObjects.sources(document);
    Renewal renewal = new Renewal(new ArrayList<>(), new ArrayList<>());
    here.all()
        .map(object -> (CustomResource<?, ?>) object)
        .filter(object -> isOf(key, object))
        .forEach(object -> renew(object, sources.get(ObjectKey.of(object)), renewal));
    return renewal;
  }

  private static boolean isOf(InstanceKey key, CustomResource<?, ?> object) {
    return object.getSpec() instanceof InstanceScoped spec
        && spec.instanceRef().name().equals(key.name())
        && object.getMetadata().getNamespace().equals(key.namespace());
  }

  private void renew(CustomResource<?, ?> object, JsonNode source, Renewal renewal) {
    if (source == null || isSame(source, CanonicalJson.tree(object.getSpec()), object)) {
      return;
    }
    String name = object.getKind() + " " + object.getMetadata().getName();
    Optional<Instant> since = follows(object);
    Optional<ObjectNode> live = since.flatMap(any -> read(object));
    if (live.filter(now -> isSame(source, now.path("spec"), object)).isPresent()) {
      renewal.waiting().add(name);
    } else if (live.flatMap(Leftovers::editedAt)
        .filter(at -> !at.isAfter(since.get()))
        .isPresent()) {
      try {
        write(live.get(), source);
        events.record(object, true, Reason.Promoted.name(), RENEWED);
        renewal.waiting().add(name);
      } catch (KubernetesClientException e) {
        if (!Answers.isInvalid(e)) {
          throw e;
        }
        renewal.refused().add(name + ": " + Answers.text(e));
      }
    }
  }

  /** Read as this version reads it, so that a field which it does not know makes no difference. */
  private static boolean isSame(JsonNode source, JsonNode spec, CustomResource<?, ?> object) {
    Class<?> type = object.getSpec().getClass();
    return CanonicalJson.text(CanonicalJson.value(source, type))
        .equals(CanonicalJson.text(CanonicalJson.value(spec, type)));
  }

  private void write(ObjectNode live, JsonNode source) {
    live.set("spec", source);
    ((ObjectNode) live.path("metadata")).remove("managedFields");
    client
        .resource(
            client
                .getKubernetesSerialization()
                .unmarshal(CanonicalJson.text(live), GenericKubernetesResource.class))
        .update();
  }

  /** Since when another cluster publishes it; empty where this one does, or has not said so. */
  private static Optional<Instant> follows(CustomResource<?, ?> object) {
    return object.getStatus() instanceof ConfigurationObjectStatus status
        ? status.conditions().stream()
            .filter(condition -> ConditionType.Accepted.name().equals(condition.type()))
            .filter(condition -> Reason.NotPrimary.name().equals(condition.reason()))
            .map(Condition::lastTransitionTime)
            .map(Instant::parse)
            .findFirst()
        : Optional.empty();
  }

  /** The object with what tells of edits, without which objects are kept in memory. */
  private Optional<ObjectNode> read(HasMetadata object) {
    String path = "/apis/%s/namespaces/%s/%s/%s";
    String text =
        client.raw(
            path.formatted(
                object.getApiVersion(),
                object.getMetadata().getNamespace(),
                object.getPlural(),
                object.getMetadata().getName()));
    return Optional.ofNullable(text)
        .map(json -> json.getBytes(StandardCharsets.UTF_8))
        .map(json -> CanonicalJson.read(json, ObjectNode.class));
  }

  /** When its spec was last written. */
  private static Optional<Instant> editedAt(ObjectNode live) {
    return StreamSupport.stream(live.at("/metadata/managedFields").spliterator(), false)
        .filter(entry -> entry.at("/fieldsV1/f:spec").isObject())
        .map(entry -> Instant.parse(entry.path("time").asText()))
        .max(Instant::compareTo);
  }
}
