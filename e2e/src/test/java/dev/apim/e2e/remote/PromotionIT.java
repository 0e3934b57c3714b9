package dev.apim.e2e.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.app.GatewayProcess;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.load.EchoServer;
import dev.apim.e2e.load.LoadClient;
import dev.apim.e2e.load.LoadReport;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The office of the primary goes to the other cluster: planned, by force, and twice at once. */
class PromotionIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String INSTANCE = "ApiManagementInstance";
  private static final int REQUESTS_PER_SECOND = 20;

  @RegisterExtension static final OwnClusters CLUSTERS = PrimaryAndSecondary.clusters();

  private static PrimaryAndSecondary both;

  @BeforeAll
  static void installBoth() {
    both = PrimaryAndSecondary.installAlike(CLUSTERS);
    both.primary().operator().orElseThrow().expectLog("cluster .*|pushing .*");
    both.secondary().operator().orElseThrow().expectLog("cluster .*|pushing .*");
  }

  @AfterAll
  static void endBoth() {
    if (both != null) {
      both.close();
    }
  }

  @Test
  @DisplayName("B10b a planned promotion fails no request and loses no edit, there and back")
  void aPlannedPromotionFailsNoRequestAndLosesNoEdit() {
    Pushed pushed = both.pushed("planned").selfHosted();
    try (EchoServer echo = EchoServer.start("127.0.0.1");
        Traffic traffic = new Traffic(pushed.backend(echo.url()).apply())) {
      pushed
          .here()
          .awaitCondition(INSTANCE, "planned", "PromotionReady", "True", "CanTakeOver", LIMIT);
      pushed.here().apply(pushed.api("last", "last")).orThrow();

      promote(both.west(), pushed.far());

      awaitHolder(pushed, both.east(), 2);
      pushed.awaitSame();
      assertThat(pushed.there().get("Api", "planned-last").isObject()).isTrue();
      pushed.there().apply(pushed.api("next", "next")).orThrow();
      await().atMost(LIMIT).until(() -> inline(pushed.pointerHere()).contains("planned-next"));
      assertThat(inline(pushed.pointerHere())).contains("planned-one", "planned-last");
      pushed.here().apply(pushed.api("stray", "stray")).orThrow();
      pushed
          .here()
          .awaitCondition("Api", "planned-stray", "Accepted", "False", "NotPrimary", LIMIT);
      pushed.here().delete(pushed.api("stray", "stray")).orThrow();

      promote(both.west(), pushed.near());
      promote(both.east(), pushed.near());

      awaitHolder(pushed, both.west(), 3);
      assertThat(pushed.here().get("Api", "planned-next").isObject()).isTrue();
      pushed.awaitSame();
      traffic.nothingFailed();
    }
  }

  @Test
  @DisplayName("B10b B82 a forced promotion needs a person's word, and the old primary gives way")
  void aForcedPromotionNeedsAWord() {
    Pushed pushed = both.pushed("forced").apply();
    both.primary().operator().orElseThrow().kill();
    try {
      promote(both.east(), pushed.far());
      String refused =
          message(pushed.there(), "forced", "PromotionReady", "False", "PromotionRefused");
      assertThat(refused).contains("spec.promotion: {epoch: 2, acceptLoss: true}");

      force(both.east(), "forced", pushed.far(), 2, false);
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  message(pushed.there(), "forced", "PromotionReady", "False", "PromotionRefused")
                      .contains("spec.promotion.acceptLoss: is not true; the last revision"));
      force(both.east(), "forced", pushed.far(), 2, true);

      await().atMost(LIMIT).until(() -> isHolder(pushed.pointerThere(), both.east(), 2));
      assertThat(pushed.there().get("Api", "forced-one").isObject()).isTrue();
      assertThat(pushed.pointerThere().at("/spec/history/0/changes").asText())
          .contains("by a person's decision");
    } finally {
      both.primary().operator().orElseThrow().startAgain();
    }
    String superseded = message(pushed.here(), "forced", "HistoryDiverged", "True", "Superseded");
    assertThat(superseded).contains("spec.primaryLocation");
    awaitHolder(pushed, both.east(), 2);
    pushed.there().apply(pushed.api("two", "two")).orThrow();
    await().atMost(LIMIT).until(() -> inline(pushed.pointerHere()).contains("forced-two"));
    JsonNode stray =
        pushed.here().awaitCondition("Api", "forced-one", "Accepted", "False", "NotPrimary", LIMIT);
    assertThat(stray.path("message").asText()).contains("another cluster publishes");
  }

  @Test
  @DisplayName("B82 of two clusters promoted at once each keeps its own, and is told of the other")
  void ofTwoPromotedAtOnceEachKeepsItsOwn() {
    Pushed pushed = both.pushed("twins").apply();
    part(both.west(), "eastasia");
    part(both.east(), "westus");
    force(both.west(), "twins", pushed.near(), 2, true);
    force(both.east(), "twins", pushed.far(), 2, true);
    await().atMost(LIMIT).until(() -> isHolder(pushed.pointerHere(), both.west(), 2));
    await().atMost(LIMIT).until(() -> isHolder(pushed.pointerThere(), both.east(), 2));
    both.primary().connectTo(both.secondary());
    both.secondary().connectTo(both.primary());

    pushed
        .here()
        .awaitCondition(
            "GatewayLocation", pushed.far(), "PushConflict", "True", "ForeignHolder", LIMIT);
    pushed
        .there()
        .awaitCondition(
            "GatewayLocation", pushed.near(), "PushConflict", "True", "ForeignHolder", LIMIT);

    force(both.east(), "twins", pushed.far(), 3, true);
    awaitHolder(pushed, both.east(), 3);
  }

  /** Neither hears of the other until they are connected again. */
  private static void part(Cluster cluster, String other) {
    cluster.kubectl("delete", "gwcluster", other, "-n", Region.SYSTEM).orThrow();
  }

  private static void promote(Cluster cluster, String location) {
    patch(cluster, instanceOf(location), documented(false).replace("eastasia", location));
  }

  private static String instanceOf(String location) {
    return location.substring(0, location.indexOf('-'));
  }

  private static void force(
      Cluster cluster, String instance, String location, int epoch, boolean acceptLoss) {
    patch(
        cluster,
        instance,
        documented(true)
            .replace("eastasia", location)
            .replace("\"epoch\":2", "\"epoch\":" + epoch)
            .replace("\"acceptLoss\":true", "\"acceptLoss\":" + acceptLoss));
  }

  /** The patch that docs/promotion.md tells its readers to apply. */
  private static String documented(boolean forced) {
    try {
      return Files.readAllLines(Home.tree().resolve("docs/promotion.md")).stream()
          .filter(line -> line.strip().startsWith("kubectl patch apim contoso "))
          .filter(line -> line.contains("\"promotion\"") == forced)
          .map(line -> line.substring(line.indexOf(" -p '") + 5, line.lastIndexOf('\'')))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void patch(Cluster cluster, String instance, String patch) {
    cluster
        .kubectl("patch", "apim", instance, "-n", Pushed.NAMESPACE, "--type=merge", "-p", patch)
        .orThrow();
  }

  private static String message(
      Objects objects, String instance, String type, String status, String reason) {
    return objects
        .awaitCondition(INSTANCE, instance, type, status, reason, LIMIT)
        .path("message")
        .asText();
  }

  /** Waits until both clusters have the pointer of that holder. */
  private static void awaitHolder(Pushed pushed, Cluster holder, int epoch) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                isHolder(pushed.pointerHere(), holder, epoch)
                    && isHolder(pushed.pointerThere(), holder, epoch));
  }

  private static boolean isHolder(JsonNode pointer, Cluster holder, int epoch) {
    String identity =
        holder.client().namespaces().withName("kube-system").get().getMetadata().getUid();
    return pointer.at("/spec/fence/holder").asText().equals(identity)
        && pointer.at("/spec/fence/epoch").asInt() == epoch;
  }

  private static String inline(JsonNode pointer) {
    return pointer.at("/spec/active/inline").toString();
  }

  /** Requests to a self-hosted gateway in each cluster. */
  private static final class Traffic implements AutoCloseable {
    private final List<GatewayProcess> gateways;
    private final LoadClient load;

    Traffic(Pushed pushed) {
      gateways =
          List.of(
              gateway(both.west(), pushed, pushed.near()),
              gateway(both.east(), pushed, pushed.far()));
      gateways.forEach(GatewayProcess::awaitReady);
      load =
          LoadClient.start(
              () -> gateways.stream().map(gateway -> gateway.url("/one/a")).toList(),
              REQUESTS_PER_SECOND);
    }

    private static GatewayProcess gateway(Cluster cluster, Pushed pushed, String location) {
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  cluster
                          .client()
                          .serviceAccounts()
                          .inNamespace(Pushed.NAMESPACE)
                          .withName(location + "-gateway")
                          .get()
                      != null);
      return GatewayProcess.start(
          cluster,
          GatewayProcess.Settings.forTests(
              location + "-1", Pushed.NAMESPACE, pushed.name(), location, "West US"));
    }

    void nothingFailed() {
      LoadReport report = load.stop();
      assertThat(report.sent()).isGreaterThan(REQUESTS_PER_SECOND);
      assertThat(report.failures()).isEmpty();
    }

    @Override
    public void close() {
      load.close();
      gateways.forEach(GatewayProcess::close);
    }
  }
}
