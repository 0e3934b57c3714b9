package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.Origin;
import dev.apim.api.v1alpha1.OriginState;

/** What an object in a target is to the one who pushes. */
enum Standing {
  /** There is none. */
  ABSENT,
  /** A copy that this publication may write. */
  OURS,
  /** Applied by a user there. */
  USERS,
  /** A copy of another primary, or of an instance of the same name in another namespace. */
  FOREIGN,
  /** A copy of an instance of that name that was deleted here. */
  STALE,
  /** Ours, with newer numbers than the publication. */
  AHEAD,
  /** A tombstone that the operator there has not carried out yet. */
  REMOVING;

  static Standing of(Seen<?> seen, Origin origin, Publication publication, String identity) {
    if (seen == null) {
      return ABSENT;
    }
    if (origin == null) {
      return USERS;
    }
    Fence fence = new Fence(origin.lineage(), origin.epoch(), origin.holder(), origin.sequence());
    return of(seen, fence, origin.state(), publication, identity);
  }

  static Standing of(
      Seen<?> seen, Fence fence, OriginState state, Publication publication, String identity) {
    Fence ours = publication.fence();
    boolean sameLineage = fence.lineage().equals(ours.lineage());
    if (!fence.holder().equals(identity)) {
      return sameLineage && ours.epoch() > fence.epoch() ? OURS : FOREIGN;
    }
    if (!comesFrom(seen, publication.namespace())) {
      return FOREIGN;
    }
    if (state == OriginState.Removed) {
      return REMOVING;
    }
    if (!sameLineage) {
      return STALE;
    }
    return isNewer(fence, ours) ? AHEAD : OURS;
  }

  /** Whether the original lies in that namespace; a copy that has lost its label may. */
  static boolean comesFrom(Seen<?> seen, String namespace) {
    return seen.labels().getOrDefault(PushScope.ORIGIN_NAMESPACE, namespace).equals(namespace);
  }

  private static boolean isNewer(Fence seen, Fence ours) {
    return seen.epoch() > ours.epoch()
        || (seen.epoch().equals(ours.epoch()) && seen.sequence() > ours.sequence());
  }
}
