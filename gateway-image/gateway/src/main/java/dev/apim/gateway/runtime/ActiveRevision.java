package dev.apim.gateway.runtime;

import dev.apim.gateway.router.RoutingTable;
import java.time.Instant;

/**
 * A revision that is served.
 *
 * @param hash the revision
 * @param sequence its number
 * @param publishedAt when the holder published it, as written there
 * @param activatedAt when this replica began to serve it
 * @param routes what it serves
 */
public record ActiveRevision(
    String hash, long sequence, String publishedAt, Instant activatedAt, RoutingTable routes) {

  /** The same content under another number, as after a rollback to what is served already. */
  public ActiveRevision renumbered(long newSequence, String newPublishedAt) {
    return new ActiveRevision(hash, newSequence, newPublishedAt, activatedAt, routes);
  }
}
