package dev.apim.operator.observe;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Keeps equal specs and statuses once, so that the several caches that an object of ours is in cost
 * its content once. Records never change, and one that nobody has any more goes.
 */
final class SharedRecords {

  private final Map<Object, WeakReference<Object>> known = new WeakHashMap<>();

  /** The first that is equal to it, perhaps itself. */
  synchronized Object share(Object read) {
    WeakReference<Object> there = known.get(read);
    Object first = there == null ? null : there.get();
    if (first != null) {
      return first;
    }
    known.put(read, new WeakReference<>(read));
    return read;
  }
}
