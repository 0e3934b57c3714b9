package dev.apim.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo's board")
class BoardTest {
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final Duration SILENCE = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  @DisplayName("is not silent while an API server keeps it waiting for the table")
  void isNotSilentWhileTheTableHangs() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    try (Board board = new Board(out, false, PERIOD, SILENCE)) {
      board.table(() -> "", () -> hang(asked, answer));
      board.step("units 3 -> 6");
      await().until(() -> asked.getCount() == 0);

      await().until(() -> shown().contains("  ... units 3 -> 6, "));
      answer.countDown();
    }
  }

  @Test
  @DisplayName("elsewhere than on a terminal logs the table once for each change")
  void logsTheTableWhenItChanges() {
    AtomicReference<String> table = new AtomicReference<>("West US {1=2}");
    try (Board board = new Board(out, false, PERIOD, LONG)) {
      board.table(() -> "", table::get);
      await().until(() -> shown().contains("West US {1=2}"));
      table.set("West US {1=4}");
      await().until(() -> shown().contains("West US {1=4}"));
    }
    assertThat(shown()).isEqualTo("  West US {1=2}\n  West US {1=4}\n");
  }

  @Test
  @DisplayName("on a terminal keeps the table beneath the log")
  void keepsTheTableBeneathTheLog() {
    try (Board board = new Board(out, true, PERIOD, LONG)) {
      board.table(() -> "one\ntwo\n", () -> "");
      await().until(() -> shown().endsWith("one\ntwo\n"));
      board.say("said");
    }
    assertThat(shown()).isEqualTo("one\ntwo\n\u001b[2A\u001b[Jsaid\none\ntwo\n");
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String hang(CountDownLatch asked, CountDownLatch answer) {
    asked.countDown();
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }
}
