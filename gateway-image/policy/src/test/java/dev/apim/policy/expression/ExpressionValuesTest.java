package dev.apim.policy.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.policy.document.Problem;
import dev.apim.policy.document.Slice;
import dev.apim.policy.expression.runtime.Formats;
import dev.apim.policy.expression.runtime.Json;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.LimitException;
import dev.apim.policy.expression.type.Type;
import dev.apim.policy.fixture.TestExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionValuesTest {

  private final Expressions expressions = new Expressions();

  static Stream<String> cases() throws IOException {
    try (InputStream file = ExpressionValuesTest.class.getResourceAsStream("values.txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(l -> l.startsWith("@")).toList().stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  @DisplayName("B123 evaluates as .NET would")
  void evaluatesAsDotNetWould(String line) {
    int arrow = line.lastIndexOf(" =>");
    String source = line.substring(0, arrow);
    String expected = line.substring(Math.min(line.length(), arrow + 4)).replace("\\n", "\n");
    assertThat(outcome(source))
        .isEqualTo(expected.stripTrailing().isEmpty() ? expected.strip() : expected);
  }

  private String outcome(String source) {
    List<Problem> problems = new ArrayList<>();
    Optional<Expression> compiled =
        expressions.compile(Slice.of("case", source), "", Type.OBJECT, problems::add);
    assertThat(problems).isEmpty();
    try {
      return Formats.text(compiled.orElseThrow().evaluate(exchange()));
    } catch (Fault fault) {
      return "!" + fault.type();
    } catch (LimitException e) {
      return "!limit";
    }
  }

  private static TestExchange exchange() {
    TestExchange exchange = new TestExchange();
    exchange.request().headers().with("X-A", "1").with("X-Multi", "a", "b");
    exchange.request().headers().with("Authorization", "Basic YW5uOnB3");
    exchange.request().body().with("{\"name\":\"body\"}");
    exchange.variables().put("v", "text");
    exchange.variables().put("n", 42);
    exchange.variables().put("json", Json.parse("{\"k\":\"v\"}"));
    return exchange;
  }
}
