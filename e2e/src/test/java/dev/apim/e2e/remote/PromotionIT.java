package dev.apim.e2e.remote;

import static dev.apim.e2e.remote.DocumentedPromotion.forced;
import static dev.apim.e2e.remote.DocumentedPromotion.planned;
import static dev.apim.e2e.remote.Published.awaitContent;
import static dev.apim.e2e.remote.Published.awaitHolder;
import static dev.apim.e2e.remote.Published.content;
import static dev.apim.e2e.remote.Published.isHolder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.load.EchoServer;
import dev.apim.e2e.proxy.ApiProxy;
import dev.apim.e2e.proxy.Verdict;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The office of the primary goes to the other cluster: planned, by force, and twice at once. */
class PromotionIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String INSTANCE = "ApiManagementInstance";

  @RegisterExtension
  static final OwnClusters CLUSTERS =
      OwnClusters.of(
          ClusterSpec.named("westus"), ClusterSpec.named("eastasia"), ThirdCluster.spec());

  private static PrimaryAndSecondary both;
  private static ThirdCluster third;

  /** What the first primary reaches the other cluster through. */
  private static ApiProxy link;

  @BeforeAll
  static void installBoth() {
    third = ThirdCluster.install(CLUSTERS.get(ThirdCluster.NAME));
    both = PrimaryAndSecondary.installAlike(CLUSTERS);
    link = ApiProxy.of(both.east());
    connect();
    both.primary().operator().orElseThrow().expectLog("cluster .*|pushing .*");
    both.secondary().operator().orElseThrow().expectLog("cluster .*|pushing .*");
  }

  @AfterAll
  static void endBoth() {
    if (both != null) {
      both.close();
    }
    if (link != null) {
      link.close();
    }
  }

  @Test
  @DisplayName("B10b a planned promotion fails no request and loses no edit, there and back")
  void aPlannedPromotionFailsNoRequestAndLosesNoEdit() {
    Pushed pushed = both.pushed("planned").selfHosted();
    try (EchoServer echo = EchoServer.start("127.0.0.1");
        SelfHostedTraffic traffic =
            new SelfHostedTraffic(both, pushed.backend(echo.url()).apply())) {
      pushed.here().apply(pushed.api("last", "first") + EveryKind.of(pushed, "last")).orThrow();
      await().atMost(LIMIT).until(() -> EveryKind.areAccepted(pushed, pushed.here()));
      pushed
          .here()
          .awaitCondition(INSTANCE, "planned", "PromotionReady", "True", "CanTakeOver", LIMIT);

      promoteAndEditWhileFrozen(pushed);

      awaitHolder(pushed, both.east(), 2);
      pushed.awaitSame();
      assertThatAllCameOver(pushed);
      pushed.there().apply(pushed.api("late", "late")).orThrow();
      patchThere("apimapi", "planned-last", "{\"spec\":{\"path\":\"newer\"}}");
      awaitContent(pushed::pointerHere, "planned-late", "\"newer");
      pushed.awaitSame();

      planned(both.west(), "planned", pushed.near());
      planned(both.east(), "planned", pushed.near());

      awaitHolder(pushed, both.west(), 3);
      assertThat(pushed.here().get("Api", "planned-last").at("/spec/path").asText())
          .as("made anew where it was older")
          .isEqualTo("newer");
      pushed.here().apply(pushed.api("next", "next")).orThrow();
      awaitContent(pushed::pointerThere, "planned-next", "planned-one", "planned-late", "\"newer");
      pushed.awaitSame();
      traffic.nothingFailed();
    }
  }

  /** The edit before the promotion is on its way when that begins; the one after it is refused. */
  private static void promoteAndEditWhileFrozen(Pushed pushed) {
    link.interfere(
        request ->
            request.isWrite() && request.path().contains("gatewayconfigurations")
                ? Verdict.of(Verdict.Kind.CUT)
                : Verdict.PASS);
    pushed.here().apply(pushed.api("last", "last")).orThrow();
    planned(both.west(), "planned", pushed.far());
    await("frozen")
        .atMost(LIMIT)
        .until(() -> pushed.pointerHere().at("/spec/handover/cluster").asText().equals("eastasia"));
    pushed.here().apply(pushed.api("late", "late")).orThrow();
    JsonNode late =
        pushed
            .here()
            .awaitCondition("Api", "planned-late", "Accepted", "False", "NotPrimary", LIMIT);
    assertThat(late.path("message").asText())
        .contains("handed over to cluster eastasia; apply configuration there");
    assertThat(isHolder(pushed.pointerThere(), both.west(), 1)).isTrue();
    link.revive();
  }

  private static void assertThatAllCameOver(Pushed pushed) {
    assertThat(EveryKind.specs(pushed, pushed.there()))
        .isEqualTo(EveryKind.specs(pushed, pushed.here()));
    assertThat(pushed.there().get("Api", "planned-last").at("/spec/path").asText())
        .isEqualTo("last");
    assertThat(pushed.there().get("Api", "planned-late").isObject()).isFalse();
    pushed
        .there()
        .awaitCondition(
            "Subscription", "planned-every", "Accepted", "False", "SecretNotFound", LIMIT);
    assertThat(content(pushed.pointerThere())).containsPattern("keyHashes\\W+[0-9a-f]{64}");
  }

  @Test
  @DisplayName("B10b B82 a forced promotion needs a person's word, and names what it may lose")
  void aForcedPromotionNeedsAWord() {
    Pushed pushed = both.pushed("forced").apply();
    JsonNode arrived = pushed.pointerThere().path("spec");
    link.die();
    pushed.here().apply(pushed.api("lost", "lost")).orThrow();
    awaitContent(pushed::pointerHere, "forced-lost");
    both.primary().operator().orElseThrow().kill();
    try {
      planned(both.east(), "forced", pushed.far());
      awaitRefusal(pushed, "spec.promotion: {epoch: 2, acceptLoss: true}", loss(arrived));
      forced(both.east(), "forced", pushed.far(), 2, false);
      awaitRefusal(pushed, "spec.promotion.acceptLoss: is not true; ", loss(arrived));
      forced(both.east(), "forced", pushed.far(), 2, true);

      await().atMost(LIMIT).until(() -> isHolder(pushed.pointerThere(), both.east(), 2));
      assertThatItGoesOnFrom(arrived, pushed);
    } finally {
      link.revive();
      both.primary().operator().orElseThrow().startAgain();
    }
    String superseded = message(pushed.here(), "forced", "HistoryDiverged", "True", "Superseded");
    assertThat(superseded).contains("spec.primaryLocation");
    awaitHolder(pushed, both.east(), 2);
    pushed.there().apply(pushed.api("two", "two")).orThrow();
    awaitContent(pushed::pointerHere, "forced-two");
    assertThat(content(pushed.pointerHere())).doesNotContain("forced-lost");
    JsonNode lost =
        pushed
            .here()
            .awaitCondition("Api", "forced-lost", "Accepted", "False", "NotPrimary", LIMIT);
    assertThat(lost.path("message").asText()).contains("another cluster publishes");
  }

  private static void awaitRefusal(Pushed pushed, String remedy, String loss) {
    await(remedy + " " + loss)
        .atMost(LIMIT)
        .until(
            () ->
                message(
                    pushed.there(), pushed.name(), "PromotionReady", "False", "PromotionRefused"),
            message -> message.contains(remedy) && message.endsWith(loss));
  }

  /** What docs/promotion.md promises to be said of what did not arrive. */
  private static String loss(JsonNode arrived) {
    long last = arrived.at("/fence/sequence").asLong();
    return "the last revision that arrived here is %d of epoch 1, published %s; revision %d did not arrive and is lost"
        .formatted(last, arrived.at("/active/publishedAt").asText(), last + 1);
  }

  private static void assertThatItGoesOnFrom(JsonNode arrived, Pushed pushed) {
    JsonNode now = pushed.pointerThere().path("spec");
    assertThat(now.at("/active/hash")).isEqualTo(arrived.at("/active/hash"));
    assertThat(now.at("/fence/sequence").asLong())
        .isEqualTo(arrived.at("/fence/sequence").asLong() + 1);
    assertThat(now.at("/history/0/changes").asText())
        .contains("by a person's decision")
        .endsWith(loss(arrived));
    await("the event names the loss")
        .atMost(LIMIT)
        .until(() -> events(both.east(), "Promoted").contains(loss(arrived)));
    assertThat(pushed.there().get("Api", "forced-one").isObject()).isTrue();
    assertThat(pushed.there().get("Api", "forced-lost").isObject()).isFalse();
  }

  /** What was restored is nobody's, and an apply over it would ask for force. */
  private static void patchThere(String kind, String name, String patch) {
    both.east()
        .kubectl("patch", kind, name, "-n", Pushed.NAMESPACE, "--type=merge", "-p", patch)
        .orThrow();
  }

  private static String events(Cluster cluster, String reason) {
    return cluster
        .kubectl("get", "events", "-n", Pushed.NAMESPACE, "--field-selector=reason=" + reason)
        .orThrow();
  }

  @Test
  @DisplayName(
      "B82 of two clusters promoted at once each keeps its own, a third belongs to one of them, and"
          + " both are told")
  void ofTwoPromotedAtOnceEachKeepsItsOwn() {
    Pushed pushed = both.pushed("twins").apply();
    pushed.here().apply(pushed.location("twins-third", ThirdCluster.NAME, 1)).orThrow();
    third.connectTo(both.primary());
    await().atMost(LIMIT).until(() -> isHolder(third.pointer("twins"), both.west(), 1));
    part(both.west(), "eastasia", ThirdCluster.NAME);
    part(both.east(), "westus");
    forced(both.west(), "twins", pushed.near(), 2, true);
    forced(both.east(), "twins", pushed.far(), 2, true);
    await().atMost(LIMIT).until(() -> isHolder(pushed.pointerHere(), both.west(), 2));
    await().atMost(LIMIT).until(() -> isHolder(pushed.pointerThere(), both.east(), 2));
    connect();
    third.connectTo(both.primary());
    third.connectTo(both.secondary());

    isTold(pushed.here(), pushed.far());
    isTold(pushed.there(), pushed.near());
    await().atMost(LIMIT).until(() -> third.pointer("twins").at("/spec/fence/epoch").asInt() == 2);
    boolean westHasIt = isHolder(third.pointer("twins"), both.west(), 2);
    assertThat(westHasIt || isHolder(third.pointer("twins"), both.east(), 2)).isTrue();
    isTold(westHasIt ? pushed.there() : pushed.here(), "twins-third");
    isServed(westHasIt ? pushed.here() : pushed.there(), "twins-third");

    forced(both.east(), "twins", pushed.far(), 3, true);
    awaitHolder(pushed, both.east(), 3);
    await().atMost(LIMIT).until(() -> isHolder(third.pointer("twins"), both.east(), 3));
  }

  private static void isTold(Objects holder, String location) {
    JsonNode told =
        holder.awaitCondition(
            "GatewayLocation", location, "PushConflict", "True", "ForeignHolder", LIMIT);
    assertThat(told.path("message").asText())
        .contains("was promoted too", "{epoch: 3, acceptLoss: true}");
  }

  private static void isServed(Objects holder, String location) {
    holder.awaitCondition("GatewayLocation", location, "PushConflict", "False", "Pushed", LIMIT);
  }

  /** Neither hears of the others until they are connected again. */
  private static void part(Cluster cluster, String... others) {
    for (String other : others) {
      cluster.kubectl("delete", "gwcluster", other, "-n", Region.SYSTEM).orThrow();
    }
  }

  private static void connect() {
    both.primary().connectTo(both.secondary());
    both.secondary().connectTo(both.primary());
    String token = both.east().serviceAccountToken(Pushed.NAMESPACE, "apim-push");
    Path file = Home.tree().resolve("e2e/target/processes/promotion-link.kubeconfig");
    try {
      both.primary().writeKubeconfig("eastasia", Files.readString(link.kubeconfig(file, token)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String message(
      Objects objects, String instance, String type, String status, String reason) {
    return objects
        .awaitCondition(INSTANCE, instance, type, status, reason, LIMIT)
        .path("message")
        .asText();
  }
}
