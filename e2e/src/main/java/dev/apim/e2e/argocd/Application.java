package dev.apim.e2e.argocd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Argo CD says of an Application.
 *
 * @param sync {@code Synced}, {@code OutOfSync} or {@code Unknown}; empty before the first look
 * @param revision the commit that was compared
 * @param health {@code Healthy}, {@code Progressing}, {@code Degraded} ...
 * @param resources health by kind and name, as {@code Degraded InvalidPolicy: ...}
 * @param finished when the last sync ended
 * @param phase how the last sync ended, with its message
 */
public record Application(
    String sync,
    String revision,
    String health,
    Map<String, String> resources,
    String finished,
    String phase) {

  static Application of(JsonNode object) {
    JsonNode status = object.path("status");
    Map<String, String> resources = new TreeMap<>();
    for (JsonNode resource : status.path("resources")) {
      resources.put(
          resource.path("kind").asText() + "/" + resource.path("name").asText(),
          (resource.at("/health/status").asText() + " " + resource.at("/health/message").asText())
              .strip());
    }
    JsonNode operation = status.path("operationState");
    return new Application(
        status.at("/sync/status").asText(),
        status.at("/sync/revision").asText(),
        status.at("/health/status").asText(),
        resources,
        operation.path("finishedAt").asText(),
        operation.path("phase").asText() + " " + operation.path("message").asText());
  }

  /** Whether that commit is applied and everything in it is well. */
  public boolean isHealthyAt(String commit) {
    return isSyncedAt(commit) && health.equals("Healthy");
  }

  /** Whether that commit is applied. */
  public boolean isSyncedAt(String commit) {
    return sync.equals("Synced") && revision.equals(commit);
  }
}
