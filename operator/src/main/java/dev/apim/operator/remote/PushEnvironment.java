package dev.apim.operator.remote;

import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PushScope;
import java.time.Duration;

/**
 * What the pusher of one target needs of this cluster.
 *
 * @param scope who pushes, and the name of the target
 * @param publications what is to be there
 * @param originals live reads of this cluster
 * @param listener told of what happened
 */
record PushEnvironment(
    PushScope scope, Publications publications, Originals originals, Listener listener) {

  /** Hears what a push did. */
  interface Listener {

    /** A pointer was moved there, so long after its publication here. */
    void pushed(InstanceKey key, long sequence, Duration lag);

    /** A pointer that had been there is gone, and the target is filled again. */
    void rebuilt(InstanceKey key);
  }
}
