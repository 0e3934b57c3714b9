package dev.apim.gateway.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CopyWriterTest {
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> disk = new LinkedBlockingQueue<>();

  private Vertx vertx;
  private Context context;
  private CopyWriter writer;

  @BeforeEach
  void openAVolumeThatIsSlow() {
    vertx = Vertx.vertx();
    context = vertx.getOrCreateContext();
    writer = new CopyWriter(vertx, this::write);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  @DisplayName("B53 a volume that is slow does not hold up what else is done off the event loop")
  void doesNotHoldUpOtherWork() throws Exception {
    keep("a");

    CompletableFuture<String> other = new CompletableFuture<>();
    context.runOnContext(run -> vertx.executeBlocking(() -> "done").onSuccess(other::complete));

    assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo("done");
    assertThat(written).isEmpty();
    disk.add("free");
  }

  @Test
  @DisplayName("B79 of revisions that come while one is written, the last one is kept")
  void keepsTheLast() {
    for (String hash : List.of("a", "b", "c")) {
      keep(hash);
    }
    disk.add("free");
    disk.add("free");

    await().untilAsserted(() -> assertThat(written).containsExactly("a", "c"));
  }

  @Test
  @DisplayName("B121 a gateway that leaves waits until what it served last is kept")
  void whoLeavesWaitsForTheLast() throws Exception {
    keep("a");
    keep("b");
    CompletableFuture<List<String>> left = new CompletableFuture<>();
    context.runOnContext(
        run -> writer.end().onSuccess(ended -> left.complete(List.copyOf(written))));
    disk.add("free");
    disk.add("free");

    assertThat(left.get(10, TimeUnit.SECONDS)).containsExactly("a", "b");
  }

  private void keep(String hash) {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    context.runOnContext(
        run -> {
          writer.keep(new Revision(hash, 1, "", "", Map.of(), null));
          asked.complete(null);
        });
    asked.join();
  }

  private void write(Revision revision) {
    try {
      disk.take();
      written.add(revision.hash());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
