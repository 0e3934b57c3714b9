package dev.apim.operator.remote;

import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PushScope;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What the pusher of one target needs of this cluster.
 *
 * @param scope who pushes, and the name of the target
 * @param publications what is to be there
 * @param originals live reads of this cluster
 * @param elsewhere whether a name is that of a cluster which is known to be another than the target
 * @param listener told of what happened
 */
record PushEnvironment(
    PushScope scope,
    Publications publications,
    Originals originals,
    Predicate<String> elsewhere,
    Listener listener) {

  /** Hears what a push did. */
  interface Listener {

    /** A pointer was moved there, so long after its publication here. */
    void pushed(InstanceKey key, long sequence, Duration lag);

    /** A pointer that had been there is gone, and the target is filled again. */
    void rebuilt(InstanceKey key);
  }
}
