package dev.apim.operator.observe;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Secrets that are watched by their names, as a kubelet does, so that no other Secret is ever
 * transferred. Of each only what is asked for is kept.
 *
 * @param <T> what is kept of a Secret
 */
final class NamedSecrets<T> {

  private final KubernetesClient client;
  private final Function<Secret, T> kept;
  private final Map<Key, Followed> followed = new ConcurrentHashMap<>();

  NamedSecrets(KubernetesClient client, Function<Secret, T> kept) {
    this.client = client;
    this.kept = kept;
  }

  private record Key(String namespace, String name) {}

  /** Whether it is known that a Secret exists: it is followed, or can be none by its name. */
  boolean isKnown(String namespace, String name) {
    return !ObjectNames.isName(name)
        || Optional.ofNullable(followed.get(new Key(namespace, name)))
            .filter(one -> one.informer.hasSynced())
            .isPresent();
  }

  /** What is kept of a Secret that is known; empty where it does not exist. */
  Optional<T> find(String namespace, String name) {
    return Optional.ofNullable(followed.get(new Key(namespace, name)))
        .flatMap(one -> one.store.content());
  }

  /** What would be kept of a Secret, read live. */
  Optional<T> read(String namespace, String name) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get())
        .map(kept);
  }

  /**
   * Tells of changes of Secrets, also of some that are not there yet, until it is called again.
   *
   * @param who whom it is for; the set replaces the one before
   * @param changed called on a thread of the client, also when it first is known what there is
   */
  void follow(String who, String namespace, Set<String> names, Runnable changed) {
    Set<Key> wanted = new HashSet<>();
    names.stream()
        .filter(ObjectNames::isName)
        .forEach(name -> wanted.add(new Key(namespace, name)));
    wanted.forEach(
        key ->
            followed.compute(
                key,
                (same, there) -> {
                  Followed one = there == null ? new Followed(key) : there;
                  one.listeners.put(who, changed);
                  return one;
                }));
    followed
        .keySet()
        .forEach(
            key -> {
              if (!wanted.contains(key)) {
                followed.computeIfPresent(key, (same, there) -> there.without(who));
              }
            });
  }

  /** Stops telling. */
  void forget(String who) {
    follow(who, "", Set.of(), () -> {});
  }

  void stop() {
    followed.values().forEach(one -> one.informer.stop());
  }

  private final class Followed implements ResourceEventHandler<Secret> {

    private final KeptSecret<T> store = new KeptSecret<>(kept);
    private final Map<String, Runnable> listeners = new ConcurrentHashMap<>();
    private final SharedIndexInformer<Secret> informer;

    Followed(Key key) {
      informer =
          client
              .secrets()
              .inNamespace(key.namespace())
              .withName(key.name())
              .runnableInformer(0)
              .itemStore(store)
              .exceptionHandler((started, failure) -> true)
              .addEventHandler(this);
      informer.start().thenRun(this::tell);
    }

    Followed without(String who) {
      listeners.remove(who);
      if (!listeners.isEmpty()) {
        return this;
      }
      informer.stop();
      return null;
    }

    @Override
    public void onAdd(Secret secret) {
      tell();
    }

    @Override
    public void onUpdate(Secret before, Secret after) {
      if (!before
          .getMetadata()
          .getResourceVersion()
          .equals(after.getMetadata().getResourceVersion())) {
        tell();
      }
    }

    @Override
    public void onDelete(Secret secret, boolean unknown) {
      tell();
    }

    private void tell() {
      listeners.values().forEach(Runnable::run);
    }
  }
}
