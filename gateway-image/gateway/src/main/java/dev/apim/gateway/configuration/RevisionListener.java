package dev.apim.gateway.configuration;

import dev.apim.gateway.runtime.ActiveRevision;
import java.util.Optional;

/** Hears what becomes of the configuration. Called on one event loop. */
public interface RevisionListener {

  /**
   * What is served, and what is not.
   *
   * @param served the revision that is served; absent before the first
   * @param errors why the revision that the pointer names is not served; empty where it is
   */
  void changed(Optional<ActiveRevision> served, String errors);
}
