package dev.apim.operator.observe;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The store of an informer of one Secret: its name and version, and what is kept of its content.
 *
 * @param <T> what is kept
 */
final class KeptSecret<T> implements ItemStore<Secret> {

  private record Entry<T>(String key, Secret bare, T content) {}

  private final Function<Secret, T> kept;
  private volatile Entry<T> entry;

  KeptSecret(Function<Secret, T> kept) {
    this.kept = kept;
  }

  /** What is kept of it; empty while there is none. */
  Optional<T> content() {
    return Optional.ofNullable(entry).map(Entry::content);
  }

  @Override
  public String getKey(Secret secret) {
    return secret.getMetadata().getNamespace() + "/" + secret.getMetadata().getName();
  }

  @Override
  public synchronized Secret put(String key, Secret secret) {
    Secret before = get(key);
    entry = new Entry<>(key, bare(secret), kept.apply(secret));
    return before;
  }

  @Override
  public synchronized Secret remove(String key) {
    Secret before = get(key);
    if (before != null) {
      entry = null;
    }
    return before;
  }

  @Override
  public Stream<String> keySet() {
    return Stream.ofNullable(entry).map(Entry::key);
  }

  @Override
  public Stream<Secret> values() {
    return Stream.ofNullable(entry).map(Entry::bare);
  }

  @Override
  public Secret get(String key) {
    Entry<T> there = entry;
    return there != null && there.key().equals(key) ? there.bare() : null;
  }

  @Override
  public int size() {
    return entry == null ? 0 : 1;
  }

  @Override
  public boolean isFullState() {
    return false;
  }

  private static Secret bare(Secret secret) {
    return new SecretBuilder()
        .withMetadata(
            new ObjectMetaBuilder()
                .withNamespace(secret.getMetadata().getNamespace())
                .withName(secret.getMetadata().getName())
                .withUid(secret.getMetadata().getUid())
                .withResourceVersion(secret.getMetadata().getResourceVersion())
                .build())
        .build();
  }
}
