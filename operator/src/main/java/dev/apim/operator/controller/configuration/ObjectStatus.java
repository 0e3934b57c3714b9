package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.ConfigurationObjectStatus;
import dev.apim.compiler.ObjectKey;
import dev.apim.operator.controller.configuration.InstanceState.ObjectState;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.Judgement;
import dev.apim.operator.domain.sync.ObjectConditions;
import dev.apim.operator.domain.sync.Reach;
import io.fabric8.kubernetes.client.CustomResource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The status of a configuration object, from what was last said of its instance. */
@ApplicationScoped
class ObjectStatus {

  private final InstanceStates states;

  ObjectStatus(InstanceStates states) {
    this.states = states;
  }

  /**
   * The status that the object should have; empty where nothing is known of it as written.
   *
   * @param instance name of its instance
   * @param instanceExists whether there is such an instance
   */
  Optional<ConfigurationObjectStatus> of(
      CustomResource<?, ConfigurationObjectStatus> object,
      String instance,
      boolean instanceExists) {
    if (!instanceExists) {
      return Optional.of(status(object, Judgement.withoutInstance(instance), Optional.empty()));
    }
    InstanceKey key = new InstanceKey(object.getMetadata().getNamespace(), instance);
    return states.find(key).flatMap(state -> of(object, key, state));
  }

  private Optional<ConfigurationObjectStatus> of(
      CustomResource<?, ConfigurationObjectStatus> object, InstanceKey key, InstanceState state) {
    if (state.all().isPresent()) {
      return Optional.of(status(object, state.all().get(), Optional.empty()));
    }
    ObjectKey objectKey = ObjectKey.of(object);
    ObjectState said = state.objects().get(objectKey);
    if (said == null || said.generation() != object.getMetadata().getGeneration()) {
      return Optional.empty();
    }
    Optional<Reach> reach = said.sequence().map(sequence -> Reach.of(sequence, state.locations()));
    ConfigurationObjectStatus status = status(object, said.judgement(), reach);
    boolean programmed = isProgrammed(status);
    states.setPending(key, objectKey, reach.isPresent() && !programmed);
    return isProgrammed(object.getStatus(), object.getMetadata().getGeneration())
            && said.sequence().isPresent()
            && !isNews(object.getStatus(), status)
        ? Optional.of(object.getStatus())
        : Optional.of(status);
  }

  /** Once all replicas serve an object, more or fewer replicas are no news of it. */
  private static boolean isNews(ConfigurationObjectStatus before, ConfigurationObjectStatus after) {
    return !accepted(before).equals(accepted(after));
  }

  private static Optional<Condition> accepted(ConfigurationObjectStatus status) {
    return find(status, ConditionType.Accepted);
  }

  private static boolean isProgrammed(ConfigurationObjectStatus status) {
    return find(status, ConditionType.Programmed)
        .filter(condition -> Condition.TRUE.equals(condition.status()))
        .isPresent();
  }

  private static boolean isProgrammed(ConfigurationObjectStatus status, long generation) {
    return status != null
        && find(status, ConditionType.Programmed)
            .filter(condition -> Condition.TRUE.equals(condition.status()))
            .filter(condition -> Long.valueOf(generation).equals(condition.observedGeneration()))
            .isPresent();
  }

  private static Optional<Condition> find(ConfigurationObjectStatus status, ConditionType type) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals(type.name()))
        .findFirst();
  }

  private static ConfigurationObjectStatus status(
      CustomResource<?, ConfigurationObjectStatus> object,
      Judgement judgement,
      Optional<Reach> reach) {
    long generation = object.getMetadata().getGeneration();
    List<Condition> before =
        object.getStatus() == null ? List.of() : object.getStatus().conditions();
    return new ConfigurationObjectStatus(
        generation, ObjectConditions.of(judgement, reach, generation, before, Instant.now()));
  }
}
