package dev.apim.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendUrlTest {

  @ParameterizedTest
  @DisplayName("B95 a backend address is taken apart")
  @CsvSource({
    "http://orders, false, orders, 80, '', orders",
    "https://orders, true, orders, 443, '', orders",
    "http://orders:8080/, false, orders, 8080, '', orders:8080",
    "https://Orders.Example.com:8443/v1/x//, true, orders.example.com, 8443, /v1/x, orders.example.com:8443",
    "http://10.1.2.3:81/a%20b, false, 10.1.2.3, 81, /a%20b, 10.1.2.3:81",
    "http://[2001:db8::1]:81, false, 2001:db8::1, 81, '', [2001:db8::1]:81",
    "http://my_service.ns.svc.cluster.local., false, my_service.ns.svc.cluster.local., 80, '', my_service.ns.svc.cluster.local.",
    "http://orders/a..b/...c, false, orders, 80, /a..b/...c, orders",
  })
  void takesAnAddressApart(
      String url, boolean tls, String host, int port, String basePath, String authority) {
    assertThat(BackendUrl.parse(url)).isEqualTo(new BackendUrl(tls, host, port, basePath));
    assertThat(BackendUrl.parse(url).authority()).isEqualTo(authority);
  }

  @ParameterizedTest
  @DisplayName("B95 an address that is none is refused with what is wrong and the right form")
  @CsvSource({
    "orders, is not an http or https address",
    "ftp://orders, is not an http or https address",
    "http://user@orders, is not an http or https address",
    "http://orders/a?b=c, is not an http or https address",
    "http://orders/a#b, is not an http or https address",
    "'http://orders\r\nx: y', has a host that is no DNS name",
    "http://, has no host",
    "http://:80, has no host",
    "http://a..b, has a host that is no DNS name",
    "http://-a, has a host that is no DNS name",
    "http://256.1.1.1, has a host that is no IPv4 address",
    "http://1.2.3, has a host that is no IPv4 address",
    "http://1.2.3.4., has a host that is no IPv4 address",
    "http://[orders], has a host in brackets that is no IPv6 address",
    "http://orders:0, has a port that is not a number from 1 to 65535",
    "http://orders:65536, has a port that is not a number from 1 to 65535",
    "http://orders:x, has a port that is not a number from 1 to 65535",
    "http://orders:, has a port that is not a number from 1 to 65535",
    "http://orders/a b, has a path with characters that must be percent-encoded",
    "http://orders/%2, has a path with characters that must be percent-encoded",
    "http://orders/a/../b, has a path with . or .. in it",
    "http://orders/a/%2E%2e, has a path with . or .. in it",
  })
  void refusesWhatIsNoAddress(String url, String fault) {
    assertThatThrownBy(() -> BackendUrl.parse(url))
        .isInstanceOf(InvalidUrlException.class)
        .hasMessageContaining("\"" + url + "\" " + fault)
        .hasMessageEndingWith("write http://host[:port][/path] or https://...");
  }
}
