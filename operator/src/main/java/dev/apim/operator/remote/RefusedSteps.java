package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PushFinding;
import dev.apim.operator.domain.sync.PushStep;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Writes that the API server of a target refused. The same write is not tried again before the
 * object there, or what is wanted, has changed: a conflict costs nothing while it lasts. That the
 * CRDs there are too old is asked again now and then, since newer ones change no object.
 */
final class RefusedSteps {

  private record Place(InstanceKey key, String object) {}

  private record Refusal(PushStep step, String seenVersion, PushFinding finding, long nanos) {}

  private static final long TOO_OLD_NANOS = Duration.ofMinutes(2).toNanos();

  private final LongSupplier nanoTime;
  private final Map<Place, Refusal> refusals = new ConcurrentHashMap<>();

  RefusedSteps() {
    this(System::nanoTime);
  }

  RefusedSteps(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  Optional<PushFinding> find(InstanceKey key, String object, PushStep step, String seenVersion) {
    Refusal refusal = refusals.get(new Place(key, object));
    return refusal != null
            && refusal.step().equals(step)
            && refusal.seenVersion().equals(seenVersion)
            && !isOver(refusal)
        ? Optional.of(refusal.finding())
        : Optional.empty();
  }

  void put(InstanceKey key, String object, PushStep step, String seenVersion, PushFinding finding) {
    refusals.put(
        new Place(key, object), new Refusal(step, seenVersion, finding, nanoTime.getAsLong()));
  }

  void remove(InstanceKey key, String object) {
    refusals.remove(new Place(key, object));
  }

  private boolean isOver(Refusal refusal) {
    return refusal.finding().reason() == Reason.TargetTooOld
        && nanoTime.getAsLong() - refusal.nanos() > TOO_OLD_NANOS;
  }
}
