package dev.apim.operator.observe;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The only reader of Secrets that configuration names. Each is watched by its name, as a kubelet
 * does, so that no other Secret is ever transferred; a rotated one is noticed at once.
 */
@ApplicationScoped
public class SecretReader {

  private final KubernetesClient client;
  private final Map<Key, Followed> followed = new ConcurrentHashMap<>();

  SecretReader(KubernetesClient client) {
    this.client = client;
  }

  private record Key(String namespace, String name) {}

  /**
   * The decoded data of a Secret; empty where there is no such Secret.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException where it cannot be read
   */
  public Optional<Map<String, String>> read(String namespace, String name) {
    Followed watched = followed.get(new Key(namespace, name));
    Secret secret =
        watched != null && watched.informer.hasSynced()
            ? watched.informer.getStore().list().stream().findFirst().orElse(null)
            : client.secrets().inNamespace(namespace).withName(name).get();
    return Optional.ofNullable(secret).map(SecretReader::decoded);
  }

  /**
   * Tells of changes of Secrets, also of some that are not there yet, until it is called again.
   *
   * @param who whom it is for; the set replaces the one before
   * @param changed called on a thread of the client
   */
  public void follow(String who, String namespace, Set<String> names, Runnable changed) {
    Set<Key> wanted = new HashSet<>();
    names.forEach(name -> wanted.add(new Key(namespace, name)));
    wanted.forEach(
        key ->
            followed.compute(
                key,
                (same, there) -> {
                  Followed one = there == null ? new Followed(start(key)) : there;
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
  public void forget(String who) {
    follow(who, "", Set.of(), () -> {});
  }

  @PreDestroy
  void stop() {
    followed.values().forEach(one -> one.informer.stop());
  }

  private SharedIndexInformer<Secret> start(Key key) {
    SharedIndexInformer<Secret> informer =
        client
            .secrets()
            .inNamespace(key.namespace())
            .withName(key.name())
            .runnableInformer(0)
            .exceptionHandler((started, failure) -> true)
            .addEventHandler(new Changes(key));
    informer.start();
    return informer;
  }

  private static Map<String, String> decoded(Secret secret) {
    Map<String, String> data = new TreeMap<>();
    if (secret.getData() != null) {
      secret
          .getData()
          .forEach(
              (key, value) ->
                  data.put(
                      key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    }
    return data;
  }

  private static final class Followed {

    private final SharedIndexInformer<Secret> informer;
    private final Map<String, Runnable> listeners = new ConcurrentHashMap<>();

    Followed(SharedIndexInformer<Secret> informer) {
      this.informer = informer;
    }

    Followed without(String who) {
      listeners.remove(who);
      if (!listeners.isEmpty()) {
        return this;
      }
      informer.stop();
      return null;
    }
  }

  private final class Changes implements ResourceEventHandler<Secret> {

    private final Key key;

    Changes(Key key) {
      this.key = key;
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
      Followed watched = followed.get(key);
      if (watched != null) {
        watched.listeners.values().forEach(Runnable::run);
      }
    }
  }
}
