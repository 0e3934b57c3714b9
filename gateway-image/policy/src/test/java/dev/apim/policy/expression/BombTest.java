package dev.apim.policy.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.policy.document.Problem;
import dev.apim.policy.document.Slice;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.LimitException;
import dev.apim.policy.expression.type.Type;
import dev.apim.policy.fixture.TestExchange;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BombTest {

  /**
   * Of the thread's own time, so that a busy machine fails nothing; far above what one takes, tens
   * of milliseconds when warm: each runs here for the first time.
   */
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Expressions expressions = new Expressions();

  static Stream<String> bombs() throws IOException {
    try (InputStream file = BombTest.class.getResourceAsStream("bombs.txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(l -> l.startsWith("@")).toList().stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  @DisplayName("B123 stops what would take all time or memory")
  void stopsWhatWouldTakeAllTimeOrMemory(String source) {
    List<Problem> problems = new ArrayList<>();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Optional<Expression> compiled =
        expressions.compile(Slice.of("bomb", source), "", Type.OBJECT, problems::add);
    assertThat(problems).isEmpty();
    String end = end(compiled.orElseThrow());
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
        .as(end)
        .isLessThan(LONGEST);
  }

  private static String end(Expression expression) {
    try {
      return String.valueOf(expression.evaluate(new TestExchange()));
    } catch (Fault | LimitException e) {
      return e.getMessage();
    }
  }
}
