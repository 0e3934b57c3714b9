package dev.apim.gateway.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.gateway.kubernetes.ApiServerClient;
import dev.apim.gateway.kubernetes.Watch;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the pointer of the instance: lists it, watches from there, and lists again at an interval
 * and after every end of a watch. A watch is a hint that saves time; what a list says is what
 * counts. Runs on one event loop.
 */
final class PointerSource {

  private static final Logger LOG = LoggerFactory.getLogger(PointerSource.class);
  private static final long FIRST_RETRY_MILLIS = 500;
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

  private final Vertx vertx;
  private final ApiServerClient client;
  private final String collection;
  private final String instance;
  private final Duration interval;
  private final Handler<Pointer> consumer;
  private Handler<Throwable> failures = failure -> {};
  private Pointer last;
  private Watch watch;
  private long listedVersion;
  private long retryMillis = FIRST_RETRY_MILLIS;
  private long timer;
  private boolean listing;
  private boolean stopped;
  private long eventsHeard;
  private String trouble = "";

  PointerSource(
      Vertx vertx,
      ApiServerClient client,
      String namespace,
      String instance,
      Duration interval,
      Handler<Pointer> consumer) {
    this.vertx = vertx;
    this.client = client;
    this.collection = "/apis/apim.dev/v1alpha1/namespaces/" + namespace + "/gatewayconfigurations";
    this.instance = instance;
    this.interval = interval;
    this.consumer = consumer;
  }

  /** Hears of each failed read. */
  PointerSource onFailure(Handler<Throwable> handler) {
    failures = handler;
    return this;
  }

  void start() {
    list();
  }

  /** Reads nothing from now on. */
  void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    if (watch != null) {
      watch.cancel();
    }
  }

  private String query() {
    return "?fieldSelector=metadata.name%3D" + instance;
  }

  private void list() {
    if (listing || stopped) {
      return;
    }
    listing = true;
    long heardBefore = eventsHeard;
    vertx.cancelTimer(timer);
    client
        .get(collection + query())
        .onComplete(
            answer -> {
              listing = false;
              if (stopped) {
                return;
              }
              if (answer.succeeded()) {
                listAgainIn(jittered(interval.toMillis()));
                listed(answer.result(), heardBefore);
              } else {
                failed(answer.cause());
              }
            });
  }

  private void listAgainIn(long millis) {
    vertx.cancelTimer(timer);
    if (!stopped) {
      timer = vertx.setTimer(Math.max(1, millis), fired -> list());
    }
  }

  private void failed(Throwable failure) {
    tell("The configuration cannot be read: " + failure.getMessage());
    failures.handle(failure);
    listAgainIn(jittered(retryMillis));
    retryMillis = Math.min(retryMillis * 2, interval.toMillis());
  }

  private void listed(JsonNode list, long heardBefore) {
    tell(list.path("items").isEmpty() ? "No configuration has been published yet" : "");
    retryMillis = FIRST_RETRY_MILLIS;
    Pointer before = last;
    for (JsonNode item : list.path("items")) {
      Pointer.of(item).ifPresent(pointer -> take(pointer, heardBefore));
    }
    String text = list.path("metadata").path("resourceVersion").asText();
    long version = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    boolean watchMissedIt = before != null && !before.equals(last);
    // after a restore of the API server's store a watch from the future stays silent for ever
    if (watch == null || version < listedVersion || watchMissedIt) {
      watchFrom(text);
    }
    listedVersion = version;
  }

  private void watchFrom(String version) {
    if (watch != null) {
      watch.cancel();
    }
    long seconds = ThreadLocalRandom.current().nextLong(300, 601);
    String path =
        collection
            + query()
            + "&watch=true&allowWatchBookmarks=true&resourceVersion="
            + version
            + "&timeoutSeconds="
            + seconds;
    Watch started =
        client.watch(path, Duration.ofSeconds(seconds).plus(LONGEST_SILENCE), this::event);
    watch = started;
    started
        .ended()
        .onComplete(
            end -> {
              if (watch == started) {
                watch = null;
                listAgainIn(jittered(FIRST_RETRY_MILLIS));
              }
            });
  }

  private void event(JsonNode event) {
    switch (event.path("type").asText()) {
      case "ADDED", "MODIFIED" -> Pointer.of(event.path("object")).ifPresent(this::compare);
      case "ERROR" -> listAgainIn(jittered(FIRST_RETRY_MILLIS));
      default -> {
        // a bookmark says nothing, and a pointer that was deleted is kept
      }
    }
  }

  /** What a list says counts, unless an event has overtaken it: then another list decides. */
  private void take(Pointer pointer, long heardBefore) {
    if (heardBefore != eventsHeard && pointer.isOlderThan(last)) {
      listAgainIn(1);
    } else {
      hand(pointer);
    }
  }

  private void compare(Pointer pointer) {
    eventsHeard++;
    if (last != null && pointer.isOlderThan(last)) {
      list();
    } else {
      hand(pointer);
    }
  }

  private void hand(Pointer pointer) {
    last = pointer;
    consumer.handle(pointer);
  }

  private void tell(String now) {
    if (!now.equals(trouble)) {
      trouble = now;
      LOG.info(now.isEmpty() ? "The configuration can be read" : now);
    }
  }

  private static long jittered(long millis) {
    return (long) (millis * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
  }
}
