package dev.apim.gateway.backends;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopByHopTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "keep-alive",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "upgrade",
        "Proxy-Connection",
        "HTTP2-Settings"
      })
  void headersOfOneConnectionStay(String name) {
    assertThat(HopByHop.matches(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ETag", "Authorization", "Content-Length", "Location", "X1", "Server-Time"})
  void othersPass(String name) {
    assertThat(HopByHop.matches(name)).isFalse();
  }
}
