package dev.apim.e2e.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.e2e.cluster.Cluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down which hash every number of a pointer had, in all clusters. */
final class Ledger implements AutoCloseable {
  private static final String API_VERSION = "apim.dev/v1alpha1";

  private final String namespace;
  private final String instance;
  private final List<Watch> watches = new ArrayList<>();
  private final Map<String, Set<String>> hashes = new TreeMap<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();

  Ledger(String namespace, String instance, List<Cluster> clusters) {
    this.namespace = namespace;
    this.instance = instance;
    clusters.forEach(this::watch);
  }

  private void watch(Cluster cluster) {
    watches.add(
        cluster
            .client()
            .genericKubernetesResources(API_VERSION, "GatewayConfiguration")
            .inNamespace(namespace)
            .withName(instance)
            .watch(
                new Watcher<>() {
                  @Override
                  public void eventReceived(Action action, GenericKubernetesResource pointer) {
                    if (action != Action.DELETED) {
                      seen(cluster, pointer);
                    }
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    faults.add("the watch of " + cluster.name() + " ended: " + cause);
                  }
                }));
  }

  private synchronized void seen(Cluster cluster, GenericKubernetesResource pointer) {
    Map<String, Object> fence = pointer.get("spec", "fence");
    String hash = pointer.get("spec", "active", "hash");
    hashes
        .computeIfAbsent(fence.get("epoch") + "/" + fence.get("sequence"), key -> new TreeSet<>())
        .add(hash);
    new ActiveParts(cluster, namespace, instance)
        .fault(hash)
        .ifPresent(fault -> faults.add(cluster.name() + ": " + hash + " is active, " + fault));
  }

  /** Fails where a number ever had two hashes, or a pointer was active and not all of it there. */
  synchronized void assertThatEachNumberHasOneHash() {
    assertThat(hashes).isNotEmpty();
    assertThat(hashes).allSatisfy((number, of) -> assertThat(of).as(number).hasSize(1));
    assertThat(faults).isEmpty();
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}
