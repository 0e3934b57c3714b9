package dev.apim.gateway.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {

  private final Vertx vertx = Vertx.vertx();
  private final List<String> silent = new ArrayList<>();
  // its own looks come far too late to matter here
  private final SilenceWatch watch =
      new SilenceWatch(vertx, Duration.ofSeconds(3600), Duration.ofHours(2));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private SilenceWatch.Watched waiting(String name, Runnable more) {
    SilenceWatch.Watched who =
        new SilenceWatch.Watched() {
          @Override
          protected void silent() {
            silent.add(name);
            more.run();
          }
        };
    watch.watch(who, name.equals("stream"));
    return who;
  }

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      watch.look();
    }
  }

  @Test
  void endsWhatHasNotBeenHeardOfForTooLong() {
    waiting("first", () -> {});
    SilenceWatch.Watched busy = waiting("busy", () -> {});
    look(3600);
    assertThat(silent).isEmpty();
    watch.heard(busy);
    look(2);
    assertThat(silent).containsExactly("first");
    look(3600);
    assertThat(silent).containsExactly("first", "busy");
  }

  @Test
  void letsStreamsBeSilentForLongerFromTheirBeginning() {
    waiting("stream", () -> {});
    look(7200);
    assertThat(silent).isEmpty();
    look(1);
    assertThat(silent).containsExactly("stream");
  }

  @Test
  void forgetsWhatHasEnded() {
    SilenceWatch.Watched done = waiting("done", () -> {});
    waiting("other", () -> {});
    watch.end(done);
    watch.end(done);
    look(3700);
    assertThat(silent).containsExactly("other");
  }

  @Test
  void oneThatEndsMayTakeOthersWithIt() {
    SilenceWatch.Watched last = waiting("last", () -> {});
    waiting("first", () -> watch.end(last));
    waiting("second", () -> waiting("new", () -> {}));
    look(3601);
    assertThat(silent).contains("first", "second").doesNotContain("new");
  }
}
