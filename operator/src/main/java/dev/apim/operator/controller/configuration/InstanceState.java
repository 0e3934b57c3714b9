package dev.apim.operator.controller.configuration;

import dev.apim.compiler.ObjectKey;
import dev.apim.operator.domain.sync.Judgement;
import dev.apim.operator.domain.sync.LocationReach;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the last look at an instance says of its configuration objects.
 *
 * @param all one judgement for every object, where the instance itself does not take any
 * @param objects what is said of each object, where it does
 * @param locations how far each location has come
 */
record InstanceState(
    Optional<Judgement> all, Map<ObjectKey, ObjectState> objects, List<LocationReach> locations) {

  InstanceState {
    objects = Map.copyOf(objects);
    locations = List.copyOf(locations);
  }

  /**
   * What is said of one object.
   *
   * @param generation the generation that was compiled
   * @param judgement whether it is accepted
   * @param sequence the first revision that has it as written; empty where none has
   */
  record ObjectState(long generation, Judgement judgement, Optional<Long> sequence) {}

  static InstanceState refusing(Judgement judgement) {
    return new InstanceState(Optional.of(judgement), Map.of(), List.of());
  }
}
