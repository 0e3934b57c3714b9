package dev.apim.gateway.capacity;

import java.util.Locale;

/** Why a request is refused at once. */
public enum Overload {
  /** The event loop is late: requests wait before anybody looks at them. */
  QUEUE,
  /** A full collection left the heap almost full. */
  HEAP,
  /** More requests are being answered than one replica keeps in memory. */
  REQUESTS;

  /** As metrics name it. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
