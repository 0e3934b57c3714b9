package dev.apim.e2e.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.DeepCases;
import dev.apim.e2e.junit.DeepSeed;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.proxy.ApiProxy;
import dev.apim.e2e.region.Objects;
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

/** The primary's operator dies or hangs in the midst of a push, or pushes through a bad network. */
class PushCrashIT {
  private static final int MOST_WRITES = 40;

  /** Bucket, snapshot, pointer: the new revision is active here and nowhere else. */
  private static final int UP_TO_THE_POINTER_HERE = 3;

  /** The Secret of the new revision is there, and nothing that names it. */
  private static final int UP_TO_THE_SECRET_THERE = 5;

  /** The new revision is active here, and its first part is there. */
  private static final int FIRST_THERE = 4;

  /** Bucket, snapshot and pointer, here and there. */
  private static final int WRITES_OF_AN_EDIT = 6;

  @RegisterExtension
  static final OwnClusters CLUSTERS =
      OwnClusters.of(ClusterSpec.named("westus"), ClusterSpec.named("eastasia"));

  private static PushStand stand;

  @BeforeAll
  static void startBoth() {
    stand = PushStand.in(CLUSTERS.get("westus"), CLUSTERS.get("eastasia"), "push-crash");
  }

  @AfterAll
  static void endBoth() {
    if (stand != null) {
      stand.close();
    }
  }

  @Test
  @DisplayName("B82 a crash between the pointer here and the push loses and doubles nothing")
  void aCrashBetweenThePointerHereAndThePush() {
    try (Ledger ledger = stand.ledger()) {
      assertThat(diesAtWrite(UP_TO_THE_POINTER_HERE, stand::edit))
          .contains("/gatewayconfigurations/");
      ledger.assertThatEachNumberHasOneHash();
    }
  }

  @Test
  @DisplayName("B82 a crash between the Secrets and the buckets leaves the old revision, whole")
  void aCrashBetweenTheSecretsAndTheBuckets() {
    try (Ledger ledger = stand.ledger()) {
      assertThat(diesAtWrite(UP_TO_THE_SECRET_THERE, stand::rotate)).contains("/secrets");
      ledger.assertThatEachNumberHasOneHash();
    }
  }

  @Tag("deep")
  @Test
  @DisplayName("B82 a crash after every write of a push leaves the old or the new, whole")
  void aCrashAfterEveryWriteOfAPush() {
    diesAtEveryWriteOf(stand::edit);
  }

  @Tag("deep")
  @Test
  @DisplayName("B82 a crash after every write of a push with Secrets leaves the old or the new")
  void aCrashAfterEveryWriteOfAPushWithSecrets() {
    diesAtEveryWriteOf(stand::rotate);
  }

  private static void diesAtEveryWriteOf(Runnable change) {
    try (Ledger ledger = stand.ledger()) {
      boolean died = true;
      for (int n = 1; died; n++) {
        assertThat(n).as("writes of a push").isLessThan(MOST_WRITES);
        died = !diesAtWrite(n, change).isEmpty();
      }
      ledger.assertThatEachNumberHasOneHash();
    }
  }

  @Tag("deep")
  @Test
  @DisplayName("what these tests find whole is not, once a bucket is gone")
  void aMissingBucketIsNoticed() {
    stand.operator().freeze();
    stand.west().kubectl("delete", "apimbucket", "--all", "-n", PushStand.NAMESPACE).orThrow();
    try {
      assertThatThrownBy(stand::assertThatWhatIsActiveIsWhole).hasMessageContaining("is missing");
    } finally {
      stand.operator().thaw();
    }
    await("it is made again")
        .atMost(PushStand.LIMIT)
        .untilAsserted(stand::assertThatWhatIsActiveIsWhole);
  }

  @Test
  @DisplayName("B82 a leader that hangs in mid-push is followed, and harms nothing when it wakes")
  void aLeaderThatHangsInMidPushIsFollowed() {
    hangsAtWrite(FIRST_THERE);
  }

  @Tag("deep")
  @TestFactory
  @DisplayName("B82 a leader that hangs after any write of a push is followed")
  Stream<DynamicTest> aLeaderThatHangsAfterAnyWriteIsFollowed() {
    DeepCases cases = DeepCases.of("push-hangs");
    for (int n = 1; n <= WRITES_OF_AN_EDIT; n++) {
      int write = n;
      cases.add("write " + n, () -> hangsAtWrite(write));
    }
    return cases.stream();
  }

  @Test
  @DisplayName("B60 B77 while an etcd is full the old revision stays, and the newest comes after")
  void whileAnEtcdIsFullTheOldRevisionStays() {
    for (ApiProxy full : List.of(stand.there(), stand.here())) {
      FullStore store = new FullStore();
      try (Ledger ledger = stand.ledger()) {
        full.interfere(store);
        stand.edit();
        await("writes are refused").atMost(PushStand.LIMIT).until(() -> store.refused() > 1);
        stand.edit();
        assertThat(stand.hasArrived()).isFalse();
        full.revive();
        stand.awaitArrival();
        ledger.assertThatEachNumberHasOneHash();
      } finally {
        stand.revive();
      }
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
    int objects = locationsThere();
    try (Ledger ledger = stand.ledger()) {
      stand.there().interfere(fault.from(DeepSeed.of(PushCrashIT.class)));
      for (int i = 0; i < 3; i++) {
        stand.edit();
        Stand.pause(Duration.ofMillis(1500));
      }
      stand.awaitArrival();
      ledger.assertThatEachNumberHasOneHash();
    } finally {
      stand.revive();
    }
    assertThat(locationsThere()).isEqualTo(objects);
  }

  private static int locationsThere() {
    return new Objects(stand.east(), PushStand.NAMESPACE).count("gwloc");
  }

  /** Dies at a write of a change, starts again, waits for the end; empty if it lived on. */
  private static String diesAtWrite(int write, Runnable change) {
    CrashInPush crash =
        new CrashInPush(write, List.of(stand.here(), stand.there()), stand.operator()::kill);
    interfere(crash);
    change.run();
    await("death or arrival")
        .atMost(PushStand.LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> !crash.last().isEmpty() || stand.hasArrived());
    Stand.pause(Duration.ofMillis(500));
    stand.assertThatWhatIsActiveIsWhole();
    boolean died = !crash.last().isEmpty();
    System.out.printf("write %d: %s%n", write, died ? "died after " + crash.last() : "lived");
    stand.revive();
    if (died) {
      stand.operator().startAgain();
    }
    stand.awaitArrival();
    return crash.last();
  }

  /** Another takes the Lease meanwhile and publishes on; the old leader wakes with writes to do. */
  private static void hangsAtWrite(int write) {
    OperatorProcess old = stand.operator();
    OperatorProcess next = stand.startOperator("push-next");
    try (Ledger ledger = stand.ledger()) {
      CrashInPush hang = new CrashInPush(write, List.of(), old::freeze);
      interfere(hang);
      stand.edit();
      await("write " + write).atMost(PushStand.LIMIT).until(() -> !hang.last().isEmpty());
      stand.edit();
      stand.awaitArrival();
      old.thaw();
      await("the old leader has ended").atMost(PushStand.LIMIT).until(() -> !old.alive());
      stand.edit();
      stand.awaitArrival();
      ledger.assertThatEachNumberHasOneHash();
    } finally {
      stand.revive();
      old.kill();
      old.launch();
      next.close();
      old.awaitReady();
    }
  }

  private static void interfere(CrashInPush crash) {
    stand.here().interfere(crash);
    stand.there().interfere(crash);
  }
}
