package dev.apim.operator.domain.sync;

import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known when a compiled snapshot might be published.
 *
 * @param instance name of the instance
 * @param lineage identity of the history, used where there is none yet
 * @param identity identity of this cluster
 * @param active the pointer as it is, read live
 * @param seenInTargets the highest fence that other clusters hold of this lineage, for the case
 *     that the pointer here was lost
 * @param snapshot what was compiled
 * @param now the time of the publication
 */
public record PublicationRequest(
    String instance,
    String lineage,
    String identity,
    Optional<GatewayConfigurationSpec> active,
    Optional<Fence> seenInTargets,
    Snapshot snapshot,
    Instant now) {}
