package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.Gzip;
import dev.apim.api.config.Snapshot;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.gateway.fixture.Documents;
import dev.apim.gateway.fixture.FakeApiServer;
import dev.apim.gateway.kubernetes.Material;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Order(2)
class ConfigurationTest {

  private static final String LEASE = "/apis/coordination.k8s.io/v1/namespaces/shop/leases/west-1";
  private static final Duration SOON = Duration.ofSeconds(10);

  private final FakeApiServer apiServer = new FakeApiServer();
  @TempDir private Path data;

  @AfterEach
  void stop() {
    apiServer.close();
  }

  private static ConfigurationDocument document(String path) {
    return Documents.of(Documents.api("a", path, "http://127.0.0.1:1"));
  }

  private static ConfigurationDocument many(int count) {
    return ConfigurationDocument.of(
        "contoso",
        List.of(),
        IntStream.range(0, count)
            .mapToObj(i -> Documents.api("a" + i, "p" + i, "http://127.0.0.1:1"))
            .toList(),
        List.of());
  }

  private RunningGateway gateway() {
    return new RunningGateway(apiServer.port(), data);
  }

  private void awaitWatch() {
    await().atMost(SOON).until(() -> apiServer.watches() > 0);
  }

  private JsonNode annotations() {
    JsonNode lease = apiServer.object(LEASE);
    return lease == null ? MissingNode.getInstance() : lease.path("metadata").path("annotations");
  }

  @Test
  @DisplayName("B53 a change is served at once, told by the watch")
  void aChangeIsServedAtOnce() {
    apiServer.publish(document("one"), 1);
    try (RunningGateway gateway = gateway().ready()) {
      awaitWatch();
      assertThat(gateway.get("/one").statusCode()).isEqualTo(502);
      Snapshot second = apiServer.publish(document("two"), 2);
      await()
          .pollInterval(Duration.ofMillis(10))
          .atMost(Duration.ofMillis(900))
          .until(() -> gateway.serves(second.hash()));
      assertThat(gateway.get("/one").statusCode()).isEqualTo(404);
      assertThat(gateway.get("/two").statusCode()).isEqualTo(502);
    }
  }

  @Test
  @DisplayName("B53 each replica says which revision it serves, since when, and its errors")
  void theRevisionIsAcknowledged() {
    Snapshot first = apiServer.publish(document("one"), 1);
    try (RunningGateway gateway = gateway().ready()) {
      await().atMost(SOON).until(() -> apiServer.object(LEASE) != null);
      JsonNode lease = apiServer.object(LEASE);
      assertThat(lease.path("metadata").path("labels").toString())
          .isEqualTo(
              "{\"apim.dev/instance\":\"contoso\",\"apim.dev/location\":\"west\","
                  + "\"apim.dev/component\":\"gateway\"}");
      assertThat(annotations().path("apim.dev/revision").asText()).isEqualTo(first.hash());
      assertThat(annotations().path("apim.dev/sequence").asText()).isEqualTo("1");
      assertThat(annotations().path("apim.dev/errors").asText()).isEmpty();
      Instant activated = Instant.parse(annotations().path("apim.dev/activated-at").asText());
      assertThat(activated).isBetween(Instant.now().minusSeconds(20), Instant.now());
      assertThat(lease.path("spec").path("holderIdentity").asText()).isEqualTo("west-1");
      assertThat(lease.path("spec").path("leaseDurationSeconds").asInt()).isEqualTo(150);
      awaitWatch();
      Snapshot second = apiServer.publish(document("two"), 2);
      gateway.awaitRevision(second.hash());
      await()
          .atMost(Duration.ofSeconds(7))
          .until(() -> annotations().path("apim.dev/sequence").asText().equals("2"));
      assertThat(Instant.parse(annotations().path("apim.dev/activated-at").asText()))
          .isAfter(activated);
    }
    assertThat(apiServer.object(LEASE).path("spec").path("leaseDurationSeconds").asInt())
        .as("a gateway that left is not counted on")
        .isEqualTo(1);
  }

  @Test
  void changesInQuickSuccessionAreAcknowledgedOnce() {
    apiServer.publish(document("one"), 1);
    try (RunningGateway gateway = gateway().ready()) {
      await().atMost(SOON).until(() -> apiServer.object(LEASE) != null);
      awaitWatch();
      for (int i = 2; i <= 20; i++) {
        apiServer.publish(document("path" + i), i);
      }
      await()
          .atMost(SOON)
          .until(() -> annotations().path("apim.dev/sequence").asText().equals("20"));
      assertThat(apiServer.requests()).filteredOn(r -> r.startsWith("PATCH")).hasSizeLessThan(4);
    }
  }

  @Test
  void aSnapshotInPartsIsReadAndOnlyWhatChangedIsReadAgain() {
    ConfigurationDocument document = many(200);
    Snapshot first = apiServer.publishObjects(document, 1, 16);
    try (RunningGateway gateway = gateway().ready()) {
      assertThat(gateway.serves(first.hash())).isTrue();
      awaitWatch();
      long before = bucketReads();
      assertThat(before).isEqualTo(first.buckets().size());
      ConfigurationDocument grown =
          ConfigurationDocument.of(
              "contoso",
              List.of(),
              IntStream.range(0, 200)
                  .mapToObj(
                      i ->
                          Documents.api(
                              "a" + i, i == 7 ? "changed" : "p" + i, "http://127.0.0.1:1"))
                  .toList(),
              List.of());
      Snapshot second = apiServer.publishObjects(grown, 2, 16);
      gateway.awaitRevision(second.hash());
      assertThat(bucketReads() - before).isEqualTo(1);
    }
  }

  private long bucketReads() {
    return apiServer.requests().stream().filter(r -> r.contains("/configurationbuckets/")).count();
  }

  @Test
  void aPartThatIsMissingIsAwaited() {
    apiServer.publish(document("one"), 1);
    try (RunningGateway gateway = gateway().ready()) {
      awaitWatch();
      Snapshot second = SnapshotCodec.split(many(50), 4);
      apiServer.point(apiServer.pointer(second, 2, false));
      await()
          .atMost(SOON)
          .until(
              () ->
                  apiServer.requests().stream()
                          .filter(r -> r.contains("/configurationsnapshots/"))
                          .count()
                      > 1);
      assertThat(gateway.get("/one").statusCode()).isEqualTo(502);
      apiServer.putObjects(second);
      gateway.awaitRevision(second.hash());
    }
  }

  @Test
  void aPartThatWasChangedIsRefusedWholeAndReported() {
    Snapshot first = apiServer.publish(document("one"), 1);
    try (RunningGateway gateway = gateway().ready()) {
      awaitWatch();
      Snapshot second = SnapshotCodec.split(many(50), 4);
      apiServer.putObjects(second);
      String hash = second.manifest().buckets().get(1).hash();
      String path = FakeApiServer.path("configurationbuckets", hash);
      JsonNode good = apiServer.object(path);
      ObjectNode bad = good.deepCopy();
      ((ObjectNode) bad.path("spec")).put("gzip", Gzip.pack(second.buckets().get(hash) + " "));
      apiServer.put(path, bad);
      apiServer.point(apiServer.pointer(second, 2, false));
      await()
          .atMost(SOON)
          .until(
              () ->
                  annotations().path("apim.dev/errors").asText().contains("should have the hash"));
      assertThat(gateway.serves(first.hash())).isTrue();
      assertThat(annotations().path("apim.dev/revision").asText()).isEqualTo(first.hash());
      apiServer.put(path, good);
      gateway.awaitRevision(second.hash());
      await().atMost(SOON).until(() -> annotations().path("apim.dev/errors").asText().isEmpty());
    }
  }

  @Test
  void aRevisionThatCannotBeServedIsRefusedWholeAndOnlyOnce() {
    Snapshot first = apiServer.publish(document("one"), 1);
    try (RunningGateway gateway = gateway().ready()) {
      awaitWatch();
      ConfigurationDocument newer = document("x").atLevel(99);
      Snapshot refused = apiServer.publishObjects(newer, 2, 1);
      await()
          .atMost(SOON)
          .until(() -> annotations().path("apim.dev/errors").asText().contains("schema level 99"));
      assertThat(annotations().path("apim.dev/errors").asText()).contains(refused.hash());
      assertThat(gateway.serves(first.hash())).isTrue();
      long reads = bucketReads();
      int lists = lists();
      await().atMost(SOON).until(() -> lists() > lists + 2);
      assertThat(bucketReads()).isEqualTo(reads);
      apiServer.publish(document("one"), 3);
      await()
          .atMost(SOON)
          .until(() -> annotations().path("apim.dev/sequence").asText().equals("3"));
      assertThat(annotations().path("apim.dev/errors").asText()).isEmpty();
    }
  }

  private int lists() {
    return (int)
        apiServer.requests().stream()
            .filter(r -> r.contains("gatewayconfigurations?") && !r.contains("watch=true"))
            .count();
  }

  @Test
  void aReplicaWithNoneTakesTheNewestOfTheHistoryThatItCanServe() {
    ConfigurationDocument unservable = ConfigurationDocument.empty("contoso").atLevel(99);
    Snapshot good = SnapshotCodec.split(document("good"), 1);
    Snapshot bad = SnapshotCodec.split(unservable, 1);
    apiServer.putObjects(good);
    ObjectNode pointer = apiServer.pointer(bad, 3, true);
    var history = ((ObjectNode) pointer.path("spec")).putArray("history");
    history.addObject().put("hash", bad.hash()).put("sequence", 3).put("publishedAt", "x");
    history.addObject().put("hash", "0".repeat(64)).put("sequence", 2).put("publishedAt", "x");
    history.addObject().put("hash", good.hash()).put("sequence", 1).put("publishedAt", "x");
    apiServer.point(pointer);
    try (RunningGateway gateway = gateway().ready()) {
      assertThat(gateway.serves(good.hash())).isTrue();
      await()
          .atMost(SOON)
          .until(() -> annotations().path("apim.dev/errors").asText().contains(bad.hash()));
      await()
          .atMost(SOON)
          .until(() -> annotations().path("apim.dev/revision").asText().equals(good.hash()));
    }
  }

  @Test
  void aWatchThatDiesIsReplacedAndOneThatIsSilentIsFoundOut() {
    apiServer.publish(document("one"), 1);
    try (RunningGateway gateway = gateway().ready()) {
      awaitWatch();
      apiServer.dropWatches();
      awaitWatch();
      Snapshot second = apiServer.publish(document("two"), 2);
      gateway.awaitRevision(second.hash());
      apiServer.mute(true);
      int watches = apiServer.watches();
      Snapshot third = apiServer.publish(document("three"), 3);
      gateway.awaitRevision(third.hash());
      await().atMost(SOON).until(() -> apiServer.watches() > watches);
    }
  }

  @Test
  @DisplayName("B82 an API server that lags never turns a gateway back")
  void anOlderEventIsCheckedByALiveRead() {
    Snapshot first = SnapshotCodec.split(document("one"), 1);
    Snapshot second = apiServer.publish(document("two"), 2);
    try (RunningGateway gateway = gateway().ready()) {
      awaitWatch();
      apiServer.tell(apiServer.pointer(first, 1, true));
      int lists = lists();
      await().atMost(SOON).until(() -> lists() > lists + 1);
      assertThat(gateway.serves(second.hash())).isTrue();
      assertThat(gateway.get("/two").statusCode()).isEqualTo(502);
    }
  }

  @Test
  void aRestoredApiServerIsWatchedFromItsOwnPresent() {
    apiServer.resourceVersion(5_000);
    apiServer.publish(document("one"), 7);
    try (RunningGateway gateway = gateway().ready()) {
      awaitWatch();
      apiServer.resourceVersion(200);
      Snapshot restored = apiServer.publish(document("restored"), 3);
      gateway.awaitRevision(restored.hash());
      await()
          .atMost(SOON)
          .until(
              () ->
                  apiServer.requests().stream()
                      .anyMatch(r -> r.contains("watch=true") && r.contains("resourceVersion=20")));
    }
  }

  @Test
  void aDeletedPointerIsNoReasonToServeNothing() {
    Snapshot first = apiServer.publish(document("one"), 1);
    try (RunningGateway gateway = gateway().ready()) {
      awaitWatch();
      apiServer.remove("/apis/apim.dev/v1alpha1/namespaces/shop/gatewayconfigurations/contoso");
      int lists = lists();
      await().atMost(SOON).until(() -> lists() > lists + 1);
      assertThat(gateway.serves(first.hash())).isTrue();
    }
  }

  @Test
  @DisplayName("B79 B121 without an API server a gateway serves on, and starts from its copy")
  void startsFromTheLocalCopy() {
    Snapshot first = apiServer.publish(document("one"), 4);
    try (RunningGateway gateway = gateway().ready()) {
      apiServer.fault(FakeApiServer.Fault.ERROR);
      int requests = apiServer.requests().size();
      await().atMost(SOON).until(() -> apiServer.requests().size() > requests + 2);
      assertThat(gateway.management("/ready").statusCode()).isEqualTo(200);
    }
    for (FakeApiServer.Fault fault : List.of(FakeApiServer.Fault.ERROR, FakeApiServer.Fault.HANG)) {
      apiServer.fault(fault);
      try (RunningGateway gateway = gateway().ready()) {
        assertThat(gateway.management("/ready").body()).contains("\"sequence\":4");
        assertThat(gateway.serves(first.hash())).isTrue();
        assertThat(gateway.get("/one").statusCode()).isEqualTo(502);
      }
    }
    apiServer.fault(FakeApiServer.Fault.NONE);
    Snapshot second = apiServer.publish(document("two"), 5);
    try (RunningGateway gateway = gateway()) {
      gateway.awaitRevision(second.hash());
    }
  }

  @Test
  @DisplayName("B72 without a configuration the status path and the probe say 503")
  void withoutAConfigurationNothingIsReady() throws IOException {
    Files.writeString(data.resolve("configuration.json"), "{\"hash\":\"cut off");
    apiServer.fault(FakeApiServer.Fault.ERROR);
    try (RunningGateway gateway = gateway()) {
      await().atMost(SOON).until(() -> apiServer.requests().size() > 2);
      assertThat(gateway.get("/status-0123456789abcdef").statusCode()).isEqualTo(503);
      assertThat(gateway.management("/ready").statusCode()).isEqualTo(503);
      assertThat(gateway.management("/live").statusCode()).isEqualTo(200);
      assertThat(gateway.get("/one").statusCode()).isEqualTo(503);
      apiServer.fault(FakeApiServer.Fault.NONE);
      apiServer.publish(document("one"), 1);
      gateway.ready();
    }
  }

  @Test
  void aCopyOfAnotherInstanceIsNotServed() {
    ConfigurationDocument other =
        ConfigurationDocument.of("fabrikam", List.of(), document("x").apis(), List.of());
    apiServer.publish(other, 1);
    try (RunningGateway gateway = gateway().ready()) {
      assertThat(gateway.get("/x").statusCode()).isEqualTo(502);
    }
    apiServer.fault(FakeApiServer.Fault.ERROR);
    int requests = apiServer.requests().size();
    try (RunningGateway gateway = gateway()) {
      await().atMost(SOON).until(() -> apiServer.requests().size() > requests + 2);
      assertThat(gateway.management("/ready").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void aTokenThatWasReplacedIsReadAgain(@TempDir Path tokens) throws IOException {
    Path token = Files.writeString(tokens.resolve("token"), "secret\n");
    apiServer.publish(document("one"), 1);
    try (RunningGateway gateway =
        new RunningGateway(apiServer.port(), data, Material.of(token)).ready()) {
      apiServer.token("rotated");
      apiServer.mute(true);
      Files.writeString(token, "rotated");
      Snapshot second = apiServer.publish(document("two"), 2);
      gateway.awaitRevision(second.hash());
    }
  }
}
