package dev.apim.operator.domain.topology;

import java.time.Instant;
import java.util.Optional;

/**
 * What a cluster knows of a location that it is no longer to run.
 *
 * @param present whether anything of its gateways is here still
 * @param asked whether its spec was changed to another cluster; false where it is only this cluster
 *     that goes by another name
 * @param accepted whether the spec that names the other cluster is, or the end has begun already
 * @param evidence how this cluster knows of the new one
 * @param readySince since when the new cluster is ready; empty while it is not, or out of sight
 * @param since since when this cluster waits for one that it cannot see; empty where it has not yet
 */
public record MoveFacts(
    boolean present,
    boolean asked,
    boolean accepted,
    Evidence evidence,
    Optional<Instant> readySince,
    Optional<Instant> since) {

  /** How a cluster knows that another one runs a location. */
  public enum Evidence {
    /** This cluster is the primary, which sees the new one. */
    SEEN,
    /** The primary pushed it, which it does only once the new cluster is ready. */
    TOLD,
    /** Somebody edited the copy that the primary had pushed, which says nothing. */
    EDITED,
    /** The location was applied here, too; the new cluster is out of sight. */
    UNSEEN,
    /** It is the primary location, or none is known: no other cluster could tell. */
    LEADING
  }

  /** Whether the gateways here may ever go. */
  public boolean mayGo() {
    return asked && accepted;
  }

  /** Whether it is by the clock that they go. */
  public boolean timed() {
    return present && mayGo() && evidence == Evidence.UNSEEN;
  }
}
