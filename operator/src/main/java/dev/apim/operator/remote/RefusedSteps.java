package dev.apim.operator.remote;

import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PushFinding;
import dev.apim.operator.domain.sync.PushStep;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes that the API server of a target refused. The same write is not tried again before the
 * object there, or what is wanted, has changed: a conflict costs nothing while it lasts.
 */
final class RefusedSteps {

  private record Place(InstanceKey key, String object) {}

  private record Refusal(PushStep step, String seenVersion, PushFinding finding) {}

  private final Map<Place, Refusal> refusals = new ConcurrentHashMap<>();

  Optional<PushFinding> find(InstanceKey key, String object, PushStep step, String seenVersion) {
    Refusal refusal = refusals.get(new Place(key, object));
    return refusal != null
            && refusal.step().equals(step)
            && refusal.seenVersion().equals(seenVersion)
        ? Optional.of(refusal.finding())
        : Optional.empty();
  }

  void put(InstanceKey key, String object, PushStep step, String seenVersion, PushFinding finding) {
    refusals.put(new Place(key, object), new Refusal(step, seenVersion, finding));
  }

  void remove(InstanceKey key, String object) {
    refusals.remove(new Place(key, object));
  }
}
