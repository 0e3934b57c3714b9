package dev.apim.operator.controller;

import dev.apim.api.v1alpha1.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells of transitions: one Kubernetes Event and one line of the log each. An Event that cannot be
 * written is no failure of what it tells of.
 */
@ApplicationScoped
public class EventRecorder {

  private static final Logger LOG = Logger.getLogger(EventRecorder.class);
  private static final String COMPONENT = "apim-operator";
  private static final int MOST_WAITING = 1_000;

  private final KubernetesClient client;
  private final News news = new News();

  /** Loops never wait for an Event; of a flood the newest are dropped. */
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          EventRecorder::thread,
          new ThreadPoolExecutor.DiscardPolicy());

  /** Writes them with that client, beside the loops. */
  public EventRecorder(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Tells of the conditions whose status has changed, as far as that is news.
   *
   * @param object what the conditions are about
   */
  public void transitions(
      HasMetadata object, Collection<Condition> before, Collection<Condition> after) {
    for (Condition condition : news.of(object.getMetadata().getUid(), before, after)) {
      record(object, News.isGood(condition), condition.reason(), describe(condition));
    }
  }

  /** Tells of one thing that happened to an object. */
  public void record(HasMetadata object, boolean good, String reason, String message) {
    LOG.infof(
        "%s %s/%s: %s: %s",
        object.getKind(),
        object.getMetadata().getNamespace(),
        object.getMetadata().getName(),
        reason,
        message);
    Event event = event(object, good, reason, message);
    writer.execute(() -> write(event));
  }

  @PreDestroy
  void stop() {
    writer.shutdownNow();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "events");
    thread.setDaemon(true);
    return thread;
  }

  private void write(Event event) {
    try {
      client.v1().events().inNamespace(event.getMetadata().getNamespace()).resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.debugf("the event %s was not written: %s", event.getReason(), e.getMessage());
    }
  }

  private static String describe(Condition condition) {
    return condition.type() + "=" + condition.status() + ": " + condition.message();
  }

  private static Event event(HasMetadata object, boolean good, String reason, String message) {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withGenerateName(object.getMetadata().getName() + ".")
        .withNamespace(object.getMetadata().getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withName(object.getMetadata().getName())
        .withNamespace(object.getMetadata().getNamespace())
        .withUid(object.getMetadata().getUid())
        .endInvolvedObject()
        .withType(good ? "Normal" : "Warning")
        .withReason(reason)
        .withMessage(message.substring(0, Math.min(1000, message.length())))
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withCount(1)
        .build();
  }
}
