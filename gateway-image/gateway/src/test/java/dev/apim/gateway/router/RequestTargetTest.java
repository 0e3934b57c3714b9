package dev.apim.gateway.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a/b?x=%2e%2e/../, /a/b?x=%2e%2e/../",
    "/a/./b, /a/b",
    "/a/../b, /b",
    "/a/%2E%2e/b, /b",
    "/../../a, /a",
    "/a/.., /",
    "/a/b/., /a/b/",
    "/a/...b/.c, /a/...b/.c",
    "/%61pi/%7Ex, /api/~x",
    "/a%2fb%3f, /a%2Fb%3F",
    "/a//b, /a//b",
    "http://host:80/a?b, /a?b",
    "https://host, /",
    "http://host?x, /?x",
  })
  void pathsHaveOneForm(String uri, String normal) {
    assertThat(RequestTarget.normal(uri)).hasValue(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "",
        "a/b",
        "host:80",
        "ftp://host/a",
        "/a%",
        "/a%2",
        "/a%zz",
        "/a%00b",
        "/a\\b",
        "/a b",
        "/\u00e9"
      })
  void whatIsNoTargetIsRefused(String uri) {
    assertThat(RequestTarget.normal(uri)).isEmpty();
  }
}
