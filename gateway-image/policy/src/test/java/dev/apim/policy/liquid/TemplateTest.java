package dev.apim.policy.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apim.policy.expression.runtime.Json;
import dev.apim.policy.expression.type.LimitException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  private static final String BODY =
      """
      {"name": "Ann", "count": 3, "price": 2.50, "none": null, "paid": true, "when":
       "2024-01-31T12:05:00Z", "tags": ["b", "a", "b"], "lines": [{"id": 1, "sku": "x"},
       {"id": 2, "sku": "y"}], "text": "a-b-c", "html": "<b>&</b>", "empty": [], "Upper": "U"}
      """;

  static Stream<String> cases() throws IOException {
    try (InputStream file = TemplateTest.class.getResourceAsStream("templates.txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#") && !line.isBlank());
    }
  }

  private static String render(String template) throws LiquidException {
    Object body = new Trees(false, true).of(Json.parse(BODY));
    return Template.compile(template).render(Map.of("body", body), Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rendersAsLiquidDoes(String line) throws LiquidException {
    int arrow = line.lastIndexOf(" => ");
    String template = line.substring(0, arrow).replace("\\n", "\n");
    String wanted = line.substring(arrow + 4).replace("\\n", "\n");
    if (wanted.startsWith("!")) {
      assertThatThrownBy(() -> Template.compile(template))
          .isInstanceOf(LiquidException.class)
          .hasMessage(wanted.substring(1));
    } else {
      assertThat(render(template)).isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for a in (1..9999999999) %}{% endfor %}",
        "{% for a in (1..1000) %}{% for b in (1..1000) %}{% endfor %}{% endfor %}",
        "{% assign a = 99 %}{% for i in (1..40) %}{% assign a = a | times: a %}{% endfor %}",
        "{% assign a = 'xxxxxxxx' %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}",
        "{% assign a = 'xxxxxxxxxxxxxxxx' %}{% for i in (1..9) %}{% assign a = a | replace: 'x', a"
            + " %}{% endfor %}",
        "{% for i in (1..100000) %}{{ 'a text that is written out many times, and so on' }}{% endfor"
            + " %}",
      })
  void whatDoesTooMuchIsStopped(String template) throws LiquidException {
    Template compiled = Template.compile(template);
    assertThatThrownBy(() -> compiled.render(Map.of(), Duration.ofSeconds(1)))
        .isInstanceOf(LimitException.class);
  }

  @Test
  void whatIsNestedTooDeeplyIsRefused() {
    assertThatThrownBy(() -> Template.compile("{% if a %}".repeat(200) + "{% endif %}".repeat(200)))
        .isInstanceOf(LiquidException.class);
    assertThatThrownBy(() -> Template.compile("{{ " + "a[".repeat(200) + "]".repeat(200) + " }}"))
        .isInstanceOf(LiquidException.class);
  }
}
