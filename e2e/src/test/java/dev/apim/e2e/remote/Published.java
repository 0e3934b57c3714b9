package dev.apim.e2e.remote;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Who publishes an instance, and what, as its pointers say. */
final class Published {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Published() {}

  /** Waits until both clusters have the pointer of that holder. */
  static void awaitHolder(Pushed pushed, Cluster holder, int epoch) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                isHolder(pushed.pointerHere(), holder, epoch)
                    && isHolder(pushed.pointerThere(), holder, epoch));
  }

  static boolean isHolder(JsonNode pointer, Cluster holder, int epoch) {
    String identity =
        holder.client().namespaces().withName("kube-system").get().getMetadata().getUid();
    return pointer.at("/spec/fence/holder").asText().equals(identity)
        && pointer.at("/spec/fence/epoch").asInt() == epoch;
  }

  /** Waits until all of these texts are in the revision that a pointer carries. */
  static void awaitContent(Supplier<JsonNode> pointer, String... texts) {
    await(List.of(texts) + " published")
        .atMost(LIMIT)
        .until(
            () -> content(pointer.get()), content -> Stream.of(texts).allMatch(content::contains));
  }

  static String content(JsonNode pointer) {
    return pointer.at("/spec/active/inline").toString();
  }
}
