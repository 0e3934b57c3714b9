package dev.apim.operator.domain.topology;

import java.time.Instant;
import java.util.Optional;

/**
 * What a cluster knows of a location that it is no longer to run.
 *
 * @param present whether anything of its gateways is here still
 * @param asked whether its spec was changed to another cluster; false where it is only this cluster
 *     that goes by another name
 * @param copy whether the primary pushed the location here; it asks for the end only once the new
 *     cluster is ready
 * @param holder whether this cluster is the primary, which sees the new one
 * @param readySince since when the new cluster is ready; empty while it is not, or out of sight
 * @param since since when the location is to run elsewhere, as far as it was noticed
 */
public record MoveFacts(
    boolean present,
    boolean asked,
    boolean copy,
    boolean holder,
    Optional<Instant> readySince,
    Optional<Instant> since) {}
