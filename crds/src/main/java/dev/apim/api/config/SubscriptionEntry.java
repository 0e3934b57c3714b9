package dev.apim.api.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A subscription in the document. Keys are long and random, so that their hash gives none of them
 * away.
 *
 * @param name name of the Subscription object
 * @param displayName what people call it; null where they call it by its name
 * @param product name of the {@link ProductEntry} that it is for; null where it is for none
 * @param api name of the {@link ApiEntry} that it is for; null where it is for none; where both are
 *     null it is for all APIs
 * @param active whether its keys open anything
 * @param keyHashes sha-256 of each key, in hex
 * @param createdAt when the object was made
 * @param source the spec as the user wrote it
 */
public record SubscriptionEntry(
    String name,
    String displayName,
    String product,
    String api,
    boolean active,
    List<String> keyHashes,
    String createdAt,
    JsonNode source)
    implements ConfigurationEntry {

  /** Replaces what JSON leaves out. */
  public SubscriptionEntry {
    keyHashes = keyHashes == null ? List.of() : List.copyOf(keyHashes);
  }
}
