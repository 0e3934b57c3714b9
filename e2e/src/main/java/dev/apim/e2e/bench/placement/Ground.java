package dev.apim.e2e.bench.placement;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.PodWatch;
import dev.apim.e2e.region.Objects;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A namespace in which one contestant stands, and a watch on its pods. */
final class Ground implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration QUIET = Duration.ofSeconds(3);

  private final Cluster cluster;
  private final String namespace;
  private final Contestant contestant;
  private final PodWatch watch;

  Ground(Cluster cluster, String namespace, Contestant contestant) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.contestant = contestant;
    cluster
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    this.watch = new PodWatch(cluster, namespace);
  }

  Contestant contestant() {
    return contestant;
  }

  Objects objects() {
    return new Objects(cluster, namespace);
  }

  /** Makes what the contestant stands for, with so many units whose pods carry the note. */
  void apply(int units, String note) {
    contestant.apply(this, units, note);
  }

  void awaitRolledOut(String deployment) {
    cluster
        .kubectl("rollout", "status", "deployment/" + deployment, "-n", namespace, "--timeout=180s")
        .orThrow();
  }

  /** Waits until there are so many pods, all with the note and ready, and for a while after. */
  void awaitWhole(int replicas, String note) {
    await(namespace + " has " + replicas + " replicas " + note)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(250))
        .during(QUIET)
        .until(() -> isWhole(replicas, note));
  }

  private boolean isWhole(int replicas, String note) {
    List<Pod> pods = pods();
    return pods.size() == replicas
        && pods.stream()
            .allMatch(
                pod ->
                    PodWatch.isReady(pod)
                        && note.equals(pod.getMetadata().getAnnotations().get("note")));
  }

  /** Pods that are not on their way out. */
  private List<Pod> pods() {
    return cluster.client().pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  /** From now on what is fewest counts. */
  void measure() {
    watch.measure();
  }

  Map<String, Integer> lowest() {
    return watch.lowest();
  }

  Map<String, Integer> now() {
    return watch.now();
  }

  /** Ends one ready pod of a zone. */
  void killOneIn(String zone) {
    Map<String, String> zones = PodWatch.zoneByNode(cluster);
    Pod victim =
        pods().stream()
            .filter(PodWatch::isReady)
            .filter(pod -> zone.equals(zones.get(pod.getSpec().getNodeName())))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no pod in zone " + zone));
    cluster.client().resource(victim).delete();
  }

  @Override
  public void close() {
    watch.close();
    cluster.client().namespaces().withName(namespace).delete();
  }
}
