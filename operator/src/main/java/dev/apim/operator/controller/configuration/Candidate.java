package dev.apim.operator.controller.configuration;

import dev.apim.api.config.Snapshot;
import dev.apim.operator.controller.configuration.Publisher.Configured;
import dev.apim.operator.remote.PublicationReports.Obstacle;
import java.util.Optional;

/**
 * The configuration that should become active.
 *
 * @param configured the one that was compiled, or the one that is pinned
 * @param changes what it changes, in a line
 * @param obstacle what stands against it; empty where nothing does
 */
record Candidate(Configured configured, String changes, Optional<Obstacle> obstacle) {

  Snapshot snapshot() {
    return configured.snapshot();
  }
}
