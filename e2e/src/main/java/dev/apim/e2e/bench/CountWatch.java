package dev.apim.e2e.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.HashSet;
import java.util.Set;

/** How many children of one kind there are in the whole cluster, as a watch tells. */
final class CountWatch<T extends HasMetadata> implements Watcher<T>, AutoCloseable {
  private final Set<String> names = new HashSet<>();
  private final Watch watch;

  CountWatch(KubernetesClient client, Class<T> kind) {
    watch =
        client
            .resources(kind)
            .inAnyNamespace()
            .withLabel("app.kubernetes.io/managed-by", "apim-operator")
            .watch(this);
  }

  @Override
  public synchronized void eventReceived(Action action, T object) {
    String name = object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    if (action == Action.DELETED) {
      names.remove(name);
    } else {
      names.add(name);
    }
  }

  synchronized int count() {
    return names.size();
  }

  @Override
  public void onClose(WatcherException cause) {
    throw new IllegalStateException("the watch ended", cause);
  }

  @Override
  public void close() {
    watch.close();
  }
}
