package dev.apim.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the status written last until it has come back through the watch, so that a loop that
 * runs in between neither writes it again nor dates it anew.
 *
 * @param <S> type of the status
 */
public final class LastWritten<S> {

  private record Entry<S>(String resourceVersion, S status) {}

  private final Map<ResourceID, Entry<S>> entries = new ConcurrentHashMap<>();

  /**
   * The status of an object: the one written last while the object is still the one that was read
   * before that.
   *
   * @param retrying whether the last loop failed, perhaps at writing
   */
  public S status(HasMetadata object, S read, boolean retrying) {
    Entry<S> entry = entries.get(ResourceID.fromResource(object));
    boolean stale =
        entry != null && entry.resourceVersion().equals(object.getMetadata().getResourceVersion());
    if (stale && !retrying) {
      return entry.status();
    }
    entries.remove(ResourceID.fromResource(object));
    return read;
  }

  /** Remembers what is about to be written to an object that was read in this version. */
  public void remember(HasMetadata object, S status) {
    entries.put(
        ResourceID.fromResource(object),
        new Entry<>(object.getMetadata().getResourceVersion(), status));
  }
}
