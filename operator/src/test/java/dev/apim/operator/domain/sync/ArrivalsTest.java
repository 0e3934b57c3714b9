package dev.apim.operator.domain.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.operator.domain.sync.Arrivals.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final InstanceKey KEY = new InstanceKey("apim", "contoso");
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final Arrivals arrivals = new Arrivals();

  private Look at(long millis, Set<String> apis, String... withPolicy) {
    return arrivals.look(KEY, apis, Set.of(withPolicy), START.plusMillis(millis));
  }

  @Test
  @DisplayName("a new Api waits a tenth of a second for its Policy, and no longer")
  void aNewApiWaitsAMoment() {
    assertThat(at(0, Set.of("orders")).pause()).isEqualTo(Duration.ofMillis(100));
    assertThat(at(70, Set.of("orders")).pause()).isEqualTo(Duration.ofMillis(30));
    assertThat(at(100, Set.of("orders"))).isEqualTo(new Look(Duration.ZERO, Set.of()));
  }

  @Test
  @DisplayName("with its Policy a new Api is published at once")
  void withItsPolicyItGoesAtOnce() {
    at(0, Set.of("orders"));

    assertThat(at(20, Set.of("orders"), "orders")).isEqualTo(new Look(Duration.ZERO, Set.of()));
  }

  @Test
  @DisplayName("B53 an edit of Apis that were there never waits")
  void anEditNeverWaits() {
    at(0, Set.of("orders"));
    at(100, Set.of("orders"));

    assertThat(at(5_000, Set.of("orders")).pause()).isZero();
    assertThat(at(9_000, Set.of("orders")).pause()).isZero();
  }

  @Test
  @DisplayName("a stream of new Apis holds others back for a second at most, then only the newest")
  void aStreamOfNewApisIsBounded() {
    Set<String> apis = new TreeSet<>();
    long acted = -1;
    for (int i = 0; acted < 0; i++) {
      apis.add("api-" + i);
      Look look = at(i * 50L, apis);
      if (look.pause().isZero()) {
        acted = i * 50L;
        assertThat(look.held()).containsExactlyInAnyOrder("api-" + i, "api-" + (i - 1));
      }
    }
    assertThat(acted).isEqualTo(1_000);
  }

  @Test
  @DisplayName("a clock that is put back by an hour holds no Api back for an hour")
  void aClockThatIsPutBackHoldsNothingBack() {
    Set<String> apis = Set.of("orders", "users");
    at(0, apis);
    at(100, apis);
    long hour = Duration.ofHours(1).toMillis();

    assertThat(at(-hour, apis).pause()).isEqualTo(Arrivals.SETTLE);
    assertThat(at(-hour + 100, apis)).isEqualTo(new Look(Duration.ZERO, Set.of()));
    assertThat(at(-hour + 5_000, apis).pause()).isZero();
  }

  @Test
  void oneThatIsMadeAnewIsNew() {
    at(0, Set.of("orders"));
    at(100, Set.of("orders"));
    at(200, Set.of());

    assertThat(at(300, Set.of("orders")).pause()).isEqualTo(Arrivals.SETTLE);
  }
}
