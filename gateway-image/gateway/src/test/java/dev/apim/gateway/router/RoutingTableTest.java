package dev.apim.gateway.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.BackendEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.policy.BackendUrl;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTableTest {

  private static ApiEntry api(String name, String path, String... hosts) {
    return new ApiEntry(name, path, List.of(hosts), null, "http://" + name + "/base", null);
  }

  private static RoutingTable table(ApiEntry... apis) {
    return new ProgramBuilder()
        .build(ConfigurationDocument.of("contoso", List.of(), List.of(apis), List.of()));
  }

  private static Asked get() {
    return new Request("GET", Map.of());
  }

  private final RoutingTable table =
      table(
          api("root", "", "root.example.com"),
          api("orders", "orders"),
          api("orders-v2", "orders/v2"),
          api("hosted", "orders", "a.example.com", "b.example.com"),
          api("deep", "a/b/c"));

  @ParameterizedTest
  @DisplayName("B95 exactly this host before every host, then the longest path by whole segments")
  @CsvSource({
    "x, /orders, orders, /base",
    "x, /orders/, orders, /base/",
    "x, /orders/7?a=/orders/v2, orders, /base/7?a=/orders/v2",
    "x, /orders?a=b, orders, /base?a=b",
    "x, /orders/v2, orders-v2, /base",
    "x, /orders/v2/7, orders-v2, /base/7",
    "x, /orders/v22, orders, /base/v22",
    "a.example.com, /orders/v2, hosted, /base/v2",
    "b.example.com, /orders, hosted, /base",
    "b.example.com, /a/b/c/d, deep, /base/d",
    "root.example.com, /, root, /base/",
    "root.example.com, /orders, root, /base/orders",
    "root.example.com, /?x, root, /base/?x",
  })
  void findsTheApi(String host, String target, String api, String backendTarget) {
    Route route = table.find(host, target, get()).route();
    assertThat(route.api()).isEqualTo(api);
    assertThat(route.backendTarget(target, route.backend().first().url())).isEqualTo(backendTarget);
  }

  @ParameterizedTest
  @CsvSource({"/", "/ordersx", "/a/b", "/a/b?/c", "//orders", "/x/orders", "/ORDERS"})
  void findsNothingElse(String target) {
    assertThat(table.find("x", target, get()).route()).isNull();
  }

  @Test
  void withoutABasePathTheTargetIsNeverEmpty() {
    RoutingTable plain =
        new ProgramBuilder()
            .build(
                ConfigurationDocument.of(
                    "contoso",
                    List.of(new BackendEntry("b", "http://b:81/", null)),
                    List.of(new ApiEntry("a", "a", List.of(), "b", null, null)),
                    List.of()));
    Route route = plain.find("x", "/a", get()).route();
    BackendUrl backend = route.backend().first().url();
    assertThat(backend.authority()).isEqualTo("b:81");
    assertThat(route.backendTarget("/a", backend)).isEqualTo("/");
    assertThat(route.backendTarget("/a?x", backend)).isEqualTo("/?x");
    assertThat(route.backendTarget("/a/b", backend)).isEqualTo("/b");
  }

  @Test
  void aDocumentIsTakenWholeOrNotAtAll() {
    assertThatThrownBy(() -> table(api("one", "a"), api("two", "/a/")))
        .isInstanceOf(RevisionRefusedException.class)
        .hasMessage("the Apis \"one\" and \"two\" have one path");
    assertThatThrownBy(() -> table(new ApiEntry("a", "a", List.of(), "gone", null, null)))
        .isInstanceOf(RevisionRefusedException.class)
        .hasMessageContaining("names no backend of the document: gone");
    assertThatThrownBy(() -> table(new ApiEntry("a", "a", List.of(), null, "http://:1", null)))
        .isInstanceOf(RevisionRefusedException.class)
        .hasMessageContaining("the Api \"a\": \"http://:1\" has no host");
    assertThatThrownBy(
            () -> new ProgramBuilder().build(ConfigurationDocument.empty("c").atLevel(99)))
        .isInstanceOf(RevisionRefusedException.class)
        .hasMessageContaining("schema level 99");
  }
}
