package dev.apim.e2e.bench;

import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoRegions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.Map;

/** When the pointer to the active configuration last moved in a cluster. */
final class PointerWatch implements Watcher<GenericKubernetesResource>, AutoCloseable {
  private final Watch watch;
  private Object hash;
  private long moved;

  PointerWatch(Site site) {
    watch =
        site.cluster()
            .client()
            .genericKubernetesResources("apim.dev/v1alpha1", "GatewayConfiguration")
            .inNamespace(TwoRegions.NAMESPACE)
            .withName(TwoRegions.INSTANCE)
            .watch(this);
  }

  @Override
  public synchronized void eventReceived(Action action, GenericKubernetesResource pointer) {
    Object now = hashOf(pointer);
    if (!java.util.Objects.equals(now, hash)) {
      hash = now;
      moved = System.nanoTime();
    }
  }

  private static Object hashOf(GenericKubernetesResource pointer) {
    Object spec = pointer.getAdditionalProperties().get("spec");
    Object active = spec instanceof Map<?, ?> fields ? fields.get("active") : null;
    return active instanceof Map<?, ?> fields ? fields.get("hash") : null;
  }

  /** Nanoseconds of {@link System#nanoTime} of the last move. */
  synchronized long moved() {
    return moved;
  }

  @Override
  public void onClose(WatcherException cause) {
    throw new IllegalStateException("the watch ended", cause);
  }

  @Override
  public void close() {
    watch.close();
  }
}
