package dev.apim.operator.controller.configuration;

import dev.apim.api.config.ConfigurationEntry;
import dev.apim.compiler.CompileResult;
import dev.apim.compiler.ObjectKey;
import dev.apim.compiler.Verdict;
import dev.apim.operator.controller.configuration.InstanceState.ObjectState;
import dev.apim.operator.controller.configuration.Publisher.Outcome;
import dev.apim.operator.domain.sync.Judgement;
import dev.apim.operator.domain.sync.LocationReach;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of each object what the compiler and the pointer say of it. */
final class StateOfObjects {

  private StateOfObjects() {}

  static InstanceState of(Sources sources, Outcome outcome, PublishedSequences published) {
    List<LocationReach> locations =
        sources.locations().stream()
            .flatMap(location -> LocationProgress.of(location).stream())
            .toList();
    Map<ObjectKey, ObjectState> states = new HashMap<>();
    outcome.compiled().ifPresent(compiled -> add(states, sources, compiled, published));
    return new InstanceState(Optional.empty(), states, locations);
  }

  private static void add(
      Map<ObjectKey, ObjectState> states,
      Sources sources,
      CompileResult compiled,
      PublishedSequences published) {
    Map<ObjectKey, ConfigurationEntry> entries = DocumentObjects.of(compiled.document());
    sources.objects().all().forEach(object -> add(states, object, compiled, published, entries));
  }

  private static void add(
      Map<ObjectKey, ObjectState> states,
      HasMetadata object,
      CompileResult compiled,
      PublishedSequences published,
      Map<ObjectKey, ConfigurationEntry> entries) {
    ObjectKey key = ObjectKey.of(object);
    Verdict verdict = compiled.verdicts().get(key);
    if (verdict == null) {
      return;
    }
    Optional<Long> since =
        Optional.ofNullable(entries.get(key))
            .filter(entry -> verdict.accepted())
            .flatMap(entry -> published.since(key, entry));
    states.put(
        key,
        new ObjectState(
            object.getMetadata().getGeneration(),
            new Judgement(verdict.accepted(), verdict.reason(), verdict.message()),
            since));
  }
}
