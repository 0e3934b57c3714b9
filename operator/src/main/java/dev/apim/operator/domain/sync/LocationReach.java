package dev.apim.operator.domain.sync;

/**
 * How far a location has come.
 *
 * @param region its region
 * @param sequence number of the active revision there; null where none is known
 * @param acknowledged replicas that serve it
 * @param total replicas that there are
 */
public record LocationReach(String region, Long sequence, int acknowledged, int total) {

  /** Replicas that serve a revision or a later one. */
  int serving(long wanted) {
    return sequence != null && sequence >= wanted ? acknowledged : 0;
  }
}
