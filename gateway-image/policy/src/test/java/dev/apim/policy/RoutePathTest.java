package dev.apim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoutePathTest {

  @Test
  void slashesAtTheEndsMeanNothing() {
    assertThat(RoutePath.parse("/orders//v1/").segments()).isEqualTo(List.of("orders", "v1"));
    assertThat(RoutePath.parse("/orders//v1/").text()).isEqualTo("orders/v1");
  }

  @Test
  void theRootHasNoSegments() {
    assertThat(RoutePath.parse("").segments()).isEmpty();
    assertThat(RoutePath.parse("/")).isEqualTo(RoutePath.parse(""));
  }
}
