package dev.apim.policy.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.apim.policy.document.Problem;
import dev.apim.policy.document.Slice;
import dev.apim.policy.expression.Expression;
import dev.apim.policy.expression.Expressions;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.LimitException;
import dev.apim.policy.expression.type.Type;
import dev.apim.policy.fixture.CaseFile;
import dev.apim.policy.fixture.Mutations;
import dev.apim.policy.fixture.TestExchange;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Good documents and expressions, broken in places: loaded and run, or refused with a place; within
 * a bound of time, and never to anything that is not on the list. To repeat a run: {@code
 * -Dfuzz.seed=N}.
 */
class MutationFuzzTest {

  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Set<String> DOCUMENTS =
      Set.of("global", "product", "api", "operation", "fragment");

  private final Expressions expressions = new Expressions();
  private final ProgramCompiler compiler =
      new ProgramCompiler(
          expressions,
          NamedValues.of(Map.of("v", "1", "secret", "c2VjcmV0c2VjcmV0")),
          Map.of("f", "<fragment><set-method>GET</set-method></fragment>"));
  private int ran;

  @Test
  void fiveThousandBrokenTextsAreAnswered() throws IOException, URISyntaxException {
    fuzz(5_000);
  }

  @Test
  @Tag("deep")
  void aHundredThousandBrokenTextsAreAnswered() throws IOException, URISyntaxException {
    fuzz(100_000);
  }

  private void fuzz(int count) throws IOException, URISyntaxException {
    long seed = Long.getLong("fuzz.seed", ThreadLocalRandom.current().nextLong(1_000_000));
    System.out.println("fuzz.seed=" + seed + " count=" + count);
    Mutations documents = new Mutations(seed, documents());
    Mutations sources = new Mutations(seed, sources());
    Duration slowest = Duration.ZERO;
    String slowestText = "";
    for (int i = 0; i < count; i++) {
      boolean document = i % 2 == 0;
      String text = document ? documents.next() : sources.next();
      long start = cpu();
      assertThatCode(() -> one(document, text))
          .as("seed %d, text %s", seed, text)
          .doesNotThrowAnyException();
      Duration took = Duration.ofNanos(cpu() - start);
      assertThat(took).as(text).isLessThan(LONGEST);
      if (i > count / 2 && took.compareTo(slowest) > 0) {
        slowest = took;
        slowestText = text;
      }
    }
    System.out.println(
        "slowest of the second half: " + slowest.toMillis() + " ms, " + ran + " ran");
    if (Boolean.getBoolean("fuzz.verbose")) {
      System.out.println(slowestText);
    }
    assertThat(ran).as("texts that could be run").isGreaterThan(count / 50);
  }

  /** Of this thread alone: a busy machine fails nothing. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void one(boolean document, String text) {
    if (document) {
      program(text);
    } else {
      expression(text);
    }
  }

  private static List<String> documents() throws IOException, URISyntaxException {
    Path root =
        Path.of(
            Objects.requireNonNull(Expressions.class.getResource("/dev/apim/policy/cases"))
                .toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(f -> f.toString().endsWith(".case"))
          .sorted()
          .flatMap(f -> CaseFile.read(f).blocks().stream())
          .filter(b -> DOCUMENTS.contains(b.name()))
          .map(CaseFile.Block::text)
          .toList();
    }
  }

  private static List<String> sources() throws IOException {
    try (InputStream file = Expressions.class.getResourceAsStream("values.txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(l -> l.startsWith("@"))
          .map(l -> l.substring(0, l.lastIndexOf(" =>")))
          .toList();
    }
  }

  private void program(String text) {
    ProgramCompiler.Result result =
        compiler.compile(List.of(new ProgramCompiler.Scope(Level.API, "fuzz", text)));
    assertThat(result.program().isPresent()).isEqualTo(result.problems().isEmpty());
    result.problems().forEach(MutationFuzzTest::hasPlace);
    if (result.program().isPresent()) {
      ran++;
      TestExchange exchange = exchange().inbound();
      int[] ends = {0};
      ProgramRun run = result.program().get().start(exchange, () -> ends[0]++);
      assertThat(ends[0]).isEqualTo(1);
      run.close(0);
      exchange.variables().values().forEach(MutationFuzzTest::isOnTheList);
    }
  }

  private static TestExchange exchange() {
    TestExchange exchange = new TestExchange();
    exchange.request().headers().with("X-A", "1").with("Authorization", "Basic YW5uOnB3");
    exchange.request().body().with("{\"a\":{\"b\":[1,2]}}");
    exchange.variables().put("v", "text");
    return exchange;
  }

  private static void hasPlace(Problem problem) {
    assertThat(problem.position().line()).isPositive();
    assertThat(problem.message()).isNotBlank();
  }

  private void expression(String source) {
    List<Problem> problems = new ArrayList<>();
    Optional<Expression> compiled =
        expressions.compile(Slice.of("fuzz", source), "", Type.OBJECT, problems::add);
    assertThat(compiled.isPresent()).isEqualTo(problems.isEmpty());
    problems.forEach(MutationFuzzTest::hasPlace);
    if (compiled.isPresent()) {
      ran++;
      try {
        isOnTheList(compiled.get().evaluate(exchange()));
      } catch (Fault | LimitException expected) {
        assertThat(expected).isNotNull();
      }
    }
  }

  /** Nothing of the process can be reached: neither classes nor files nor threads. */
  private static void isOnTheList(Object value) {
    if (value != null) {
      Class<?> type = value.getClass();
      while (type.isArray()) {
        type = type.getComponentType();
      }
      boolean plain =
          type.isPrimitive()
              || type == Object.class
              || value instanceof CharSequence
              || value instanceof Number
              || value instanceof Boolean
              || value instanceof Character;
      assertThat(
              plain
                  || type.getName()
                      .matches(
                          "(dev\\.apim\\.policy|java\\.util|java\\.math|java\\.net\\.URI|java\\.net\\.Inet[46]Address|java\\.time|java\\.io\\.String(Reader|Writer)|sun\\.security\\.x509\\.X509CertImpl|java\\.security\\.SecureRandom|java\\.security\\.cert|sun\\.nio\\.cs|java\\.nio\\.charset)\\b.*"))
          .as("type %s of %s", type.getName(), value)
          .isTrue();
    }
  }
}
