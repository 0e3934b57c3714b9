package dev.apim.operator.event;

import dev.apim.api.v1alpha1.Reason;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/**
 * Tells of transitions as Kubernetes Events, with reasons of the one catalogue. An Event that
 * cannot be written is logged and forgotten: no loop fails for it.
 */
@ApplicationScoped
public class EventRecorder {

  private static final Logger LOG = Logger.getLogger(EventRecorder.class);
  private static final String COMPONENT = "apim-operator";

  private final KubernetesClient client;

  EventRecorder(KubernetesClient client) {
    this.client = client;
  }

  /** Tells of something that is as it should be. */
  public void record(HasMetadata regarding, Reason reason, String message) {
    write(regarding, reason, message, "Normal");
  }

  /** Tells of something that somebody should look at. */
  public void warn(HasMetadata regarding, Reason reason, String message) {
    write(regarding, reason, message, "Warning");
  }

  private void write(HasMetadata regarding, Reason reason, String message, String type) {
    try {
      client.resource(event(regarding, reason, message, type)).create();
    } catch (KubernetesClientException e) {
      LOG.debugf("Event %s was not written: %s", reason, e.getMessage());
    }
  }

  private static Event event(HasMetadata regarding, Reason reason, String message, String type) {
    Instant now = Instant.now();
    String at = now.truncatedTo(ChronoUnit.SECONDS).toString();
    String name = regarding.getMetadata().getName();
    String unique = Long.toHexString(now.getEpochSecond() * 1_000_000_000L + now.getNano());
    return new EventBuilder()
        .withNewMetadata()
        .withName((name.length() > 200 ? name.substring(0, 200) : name) + "." + unique)
        .withNamespace(regarding.getMetadata().getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(regarding.getApiVersion())
        .withKind(regarding.getKind())
        .withName(name)
        .withNamespace(regarding.getMetadata().getNamespace())
        .withUid(regarding.getMetadata().getUid())
        .endInvolvedObject()
        .withReason(reason.name())
        .withMessage(message.length() > 1000 ? message.substring(0, 1000) : message)
        .withType(type)
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .withFirstTimestamp(at)
        .withLastTimestamp(at)
        .withCount(1)
        .build();
  }
}
