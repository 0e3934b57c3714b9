package dev.apim.gateway.router;

import dev.apim.api.config.SubscriptionEntry;
import dev.apim.policy.context.ExchangeFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The keys of all active subscriptions, by their hashes only. What is presented is hashed, and the
 * hashes are compared in constant time; the bits by which they are looked up say nothing of a key.
 */
final class KeyRing {

  private static final int HASH_BYTES = 32;

  private final Map<Long, List<Holder>> byHash = new HashMap<>();

  /**
   * A subscription and one of its keys.
   *
   * @param product null where it is for none
   * @param api null where it is for none
   */
  record Holder(byte[] hash, String id, String name, String product, String api, Instant created) {

    ExchangeFacts.Subscription facts(String key) {
      return new ExchangeFacts.Subscription(id, name, key, created);
    }
  }

  KeyRing(List<SubscriptionEntry> subscriptions) {
    for (SubscriptionEntry subscription : subscriptions) {
      if (subscription.active()) {
        subscription.keyHashes().forEach(hash -> add(subscription, hash));
      }
    }
  }

  private void add(SubscriptionEntry subscription, String hex) {
    byte[] hash = hash(subscription, hex);
    Holder holder =
        new Holder(
            hash,
            subscription.name(),
            subscription.displayName() == null ? subscription.name() : subscription.displayName(),
            subscription.product(),
            subscription.api(),
            created(subscription.createdAt()));
    byHash.computeIfAbsent(ByteBuffer.wrap(hash).getLong(), key -> new ArrayList<>(1)).add(holder);
  }

  private static byte[] hash(SubscriptionEntry subscription, String hex) {
    try {
      byte[] hash = HexFormat.of().parseHex(hex);
      if (hash.length == HASH_BYTES) {
        return hash;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new RevisionRefusedException(
        "the Subscription \"" + subscription.name() + "\" has something that is no sha-256");
  }

  private static Instant created(String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Whose key it is; null where it is nobody's. */
  Holder find(String key) {
    byte[] hash = sha256(key);
    Holder found = null;
    for (Holder holder : byHash.getOrDefault(ByteBuffer.wrap(hash).getLong(), List.of())) {
      if (MessageDigest.isEqual(holder.hash(), hash) && found == null) {
        found = holder;
      }
    }
    return found;
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
