package dev.apim.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/orders",
        "/orders/{id}",
        "/orders/{id}/",
        "/a/{b}-{c}.json",
        "/Products({key})",
        "/files/*",
        "/files/{*path}",
        "/search?q={text}&mode=exact&flag",
        "/{$top}",
        "/caf\u00e9/%7euser",
      })
  void takesTemplates(String template) {
    assertThat(UrlTemplate.parse(template)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "orders | does not begin with a slash",
        "/a//b | has an empty segment",
        "/a/* /b | has a wildcard that is not at the end",
        "/a/{*b | has a wildcard that is neither * nor {*name}",
        "/{a}{b} | has two parameters with nothing in between",
        "/{a}/{a} | has two parameters of the name a",
        "/{a | has a { without a }",
        "/a} | has a } without a {",
        "/{} | has a parameter without a usable name",
        "/a/../b | has a segment ..",
        "/a%2 | has a % that begins no escaped character",
        "/a?={b} | has a query parameter without a name",
        "/a?b=x{c} | whose value is a text and a parameter",
        "/a#b | has a fragment",
      },
      delimiter = '|')
  void saysWhatIsWrong(String template, String fault) {
    assertThatThrownBy(() -> UrlTemplate.parse(template.replace("* /", "*/")))
        .isInstanceOf(InvalidTemplateException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void textsAreInTheFormInWhichTheGatewaySeesPaths() {
    UrlTemplate template = UrlTemplate.parse("/caf\u00e9 x/%7euser%2f");
    assertThat(template.segments().get(0).texts()).containsExactly("caf%C3%A9%20x");
    assertThat(template.segments().get(1).texts()).containsExactly("~user%2F");
  }

  @Test
  void templatesThatNoRequestTellsApartHaveOneShape() {
    assertThat(UrlTemplate.parse("/a/{b}/?x={y}&z=1").shape())
        .isEqualTo(UrlTemplate.parse("/a/{c}?z=1&x={d}").shape())
        .isNotEqualTo(UrlTemplate.parse("/a/{c}?z=1").shape());
    assertThat(UrlTemplate.parse("/a/*").shape()).isEqualTo(UrlTemplate.parse("/a/{*b}").shape());
  }
}
