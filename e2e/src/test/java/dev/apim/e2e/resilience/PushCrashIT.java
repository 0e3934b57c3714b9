package dev.apim.e2e.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.DeepCases;
import dev.apim.e2e.junit.DeepSeed;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.proxy.ApiProxy;
import dev.apim.e2e.proxy.Interference;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The primary's operator dies in the midst of a push, or pushes through a bad network. */
class PushCrashIT {
  private static final String NAMESPACE = "apim";
  private static final String INSTANCE = "contoso";
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int MOST_WRITES = 40;

  /** Bucket, snapshot, pointer: the new revision is active here and nowhere else. */
  private static final int UP_TO_THE_POINTER_HERE = 3;

  @RegisterExtension
  static final OwnClusters CLUSTERS =
      OwnClusters.of(ClusterSpec.named("westus"), ClusterSpec.named("eastasia"));

  private static ApiProxy here;
  private static ApiProxy there;
  private static OperatorProcess operator;
  private static Region secondary;
  private static int edits;

  @BeforeAll
  static void startBoth() {
    secondary = Region.install(east(), RegionSpec.secondary("eastasia", NAMESPACE));
    secondary.operator().orElseThrow().expectLog(".*");
    Region.installChart(west(), RegionSpec.secondary("westus", NAMESPACE));
    here = ApiProxy.of(west());
    there = ApiProxy.of(east());
    Path directory = Home.tree().resolve("e2e/target/processes/push-crash");
    String token = west().serviceAccountToken(Region.SYSTEM, "apim-operator");
    operator =
        OperatorProcess.start(
                west(),
                OperatorProcess.Settings.forTests(Region.SYSTEM, "westus", "apim-operator")
                    .withName("push-crash")
                    .with(
                        "KUBECONFIG",
                        here.kubeconfig(directory.resolve("here.kubeconfig"), token).toString()))
            .expectLog(".*");
    connect(directory);
    new Objects(west(), NAMESPACE).apply(instance()).orThrow();
    edit();
    awaitArrival();
  }

  /** West pushes through the proxy. */
  private static void connect(Path directory) {
    String token = east().serviceAccountToken(NAMESPACE, "apim-push");
    Path file = there.kubeconfig(directory.resolve("there.kubeconfig"), token);
    try {
      String text = Files.readString(file).indent(6);
      new Objects(west(), Region.SYSTEM)
          .apply(
              """
              apiVersion: v1
              kind: Secret
              metadata: {name: eastasia-kubeconfig}
              stringData:
                kubeconfig: |
              %s---
              apiVersion: apim.dev/v1alpha1
              kind: GatewayCluster
              metadata: {name: eastasia}
              spec: {kubeconfigSecretRef: {name: eastasia-kubeconfig}, namespace: apim}
              """
                  .formatted(text))
          .orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void endBoth() {
    if (operator != null) {
      reviveBoth();
      operator.close();
      here.close();
      there.close();
    }
    if (secondary != null) {
      secondary.close();
    }
  }

  @Test
  @DisplayName("B82 a crash between the pointer here and the push loses and doubles nothing")
  void aCrashBetweenThePointerHereAndThePush() {
    try (Ledger ledger = ledger()) {
      assertThat(diesAtWrite(UP_TO_THE_POINTER_HERE)).isTrue();
      ledger.assertThatEachNumberHasOneHash();
    }
  }

  @Tag("deep")
  @Test
  @DisplayName("B82 a crash after every write of a push leaves the old or the new, whole")
  void aCrashAfterEveryWriteOfAPush() {
    try (Ledger ledger = ledger()) {
      boolean died = true;
      for (int n = 1; died; n++) {
        assertThat(n).as("writes of a push").isLessThan(MOST_WRITES);
        died = diesAtWrite(n);
      }
      ledger.assertThatEachNumberHasOneHash();
    }
  }

  @Test
  @DisplayName("B77 a push through a network where everything goes wrong arrives, and only once")
  void aPushThroughABadNetworkArrives() {
    arrivesThrough(Fault.EVERYTHING);
  }

  @Tag("deep")
  @TestFactory
  @DisplayName("B77 a push arrives through every fault")
  Stream<DynamicTest> aPushArrivesThroughEveryFault() {
    DeepCases cases = DeepCases.of("push-faults");
    for (Fault fault : Fault.values()) {
      cases.add(fault.name().toLowerCase(Locale.ROOT), () -> arrivesThrough(fault));
    }
    return cases.stream();
  }

  private static void arrivesThrough(Fault fault) {
    int objects = new Objects(east(), NAMESPACE).count("gwloc");
    try (Ledger ledger = ledger()) {
      Interference trouble = fault.from(DeepSeed.of(PushCrashIT.class));
      there.interfere(trouble);
      for (int i = 0; i < 3; i++) {
        edit();
        Stand.pause(Duration.ofMillis(1500));
      }
      awaitArrival();
      ledger.assertThatEachNumberHasOneHash();
    } finally {
      reviveBoth();
    }
    assertThat(new Objects(east(), NAMESPACE).count("gwloc")).isEqualTo(objects);
  }

  /** Edits, dies at that write, starts again, and waits for the end; false if it lived on. */
  private static boolean diesAtWrite(int write) {
    CrashInPush crash = new CrashInPush(write, List.of(here, there), operator::kill);
    here.interfere(crash);
    there.interfere(crash);
    edit();
    await("death or arrival")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> !crash.last().isEmpty() || hasArrived());
    Stand.pause(Duration.ofMillis(500));
    boolean died = !crash.last().isEmpty();
    System.out.printf("write %d: %s%n", write, died ? "died after " + crash.last() : "lived");
    reviveBoth();
    if (died) {
      operator.startAgain();
    }
    awaitArrival();
    return died;
  }

  private static Ledger ledger() {
    return new Ledger(NAMESPACE, INSTANCE, List.of(west(), east()));
  }

  private static void reviveBoth() {
    here.revive();
    there.revive();
  }

  private static void edit() {
    edits++;
    new Objects(west(), NAMESPACE)
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: Api
            metadata: {name: orders}
            spec:
              instanceRef: {name: contoso}
              path: edit-%d
              backend: {type: Url, url: "http://backend.example"}
            """
                .formatted(edits))
        .orThrow();
  }

  private static void awaitArrival() {
    await("edit " + edits + " in both clusters").atMost(LIMIT).until(PushCrashIT::hasArrived);
  }

  private static boolean hasArrived() {
    JsonNode west = pointer(west());
    return west.at("/active/inline").toString().contains("edit-" + edits + "\\\"")
        && west.equals(pointer(east()));
  }

  private static JsonNode pointer(Cluster cluster) {
    return new Objects(cluster, NAMESPACE).get("apimconfig", INSTANCE).path("spec");
  }

  private static String instance() {
    return """
        apiVersion: apim.dev/v1alpha1
        kind: ApiManagementInstance
        metadata: {name: contoso}
        spec:
          tier: Premium
          publisher: {name: Contoso, email: apis@contoso.example}
          primaryLocation: west
        ---
        apiVersion: apim.dev/v1alpha1
        kind: GatewayLocation
        metadata: {name: west}
        spec: {instanceRef: {name: contoso}, region: West US, cluster: westus, hosting: SelfHosted}
        ---
        apiVersion: apim.dev/v1alpha1
        kind: GatewayLocation
        metadata: {name: east}
        spec: {instanceRef: {name: contoso}, region: East, cluster: eastasia, hosting: SelfHosted}
        """;
  }

  private static Cluster west() {
    return CLUSTERS.get("westus");
  }

  private static Cluster east() {
    return CLUSTERS.get("eastasia");
  }
}
