package dev.apim.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Which locations of the whole cluster are accepted, and ready, as a watch tells. */
final class LocationWatch implements Watcher<GenericKubernetesResource>, AutoCloseable {
  private final ObjectMapper json = new ObjectMapper();
  private final Set<String> accepted = new HashSet<>();
  private final Set<String> whole = new HashSet<>();
  private final Watch watch;
  private long lastChange = System.nanoTime();

  LocationWatch(KubernetesClient client) {
    watch =
        client
            .genericKubernetesResources("apim.dev/v1alpha1", "GatewayLocation")
            .inAnyNamespace()
            .watch(this);
  }

  @Override
  public synchronized void eventReceived(Action action, GenericKubernetesResource location) {
    lastChange = System.nanoTime();
    String name = location.getMetadata().getNamespace() + "/" + location.getMetadata().getName();
    JsonNode status = json.valueToTree(location.getAdditionalProperties().get("status"));
    note(accepted, name, isAccepted(status, location.getMetadata().getGeneration()));
    note(whole, name, status != null && "2/2".equals(status.path("readySummary").asText()));
  }

  private static void note(Set<String> names, String name, boolean there) {
    if (there) {
      names.add(name);
    } else {
      names.remove(name);
    }
  }

  private static boolean isAccepted(JsonNode status, long generation) {
    return status != null
        && status.path("observedGeneration").asLong() == generation
        && StreamSupport.stream(status.path("conditions").spliterator(), false)
            .anyMatch(
                condition ->
                    condition.path("type").asText().equals("Accepted")
                        && condition.path("status").asText().equals("True"));
  }

  /** Locations whose last edit the operator has accepted. */
  synchronized int accepted() {
    return accepted.size();
  }

  /** Locations that have both replicas of their unit. */
  synchronized int whole() {
    return whole.size();
  }

  /** Seconds since a location was written. */
  synchronized double quietSeconds() {
    return (System.nanoTime() - lastChange) / 1e9;
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
