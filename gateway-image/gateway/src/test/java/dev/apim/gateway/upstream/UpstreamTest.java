package dev.apim.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apim.api.config.BackendEntry;
import dev.apim.api.config.CanonicalJson;
import dev.apim.api.v1alpha1.BackendForm;
import dev.apim.api.v1alpha1.BackendPoolSpec;
import dev.apim.api.v1alpha1.BackendSpec;
import dev.apim.api.v1alpha1.CircuitBreakerSpec;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.PoolMemberSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UpstreamTest {

  private static final LocalReference CONTOSO = new LocalReference("contoso");

  private static BackendEntry address(String name, int failures) {
    CircuitBreakerSpec breaker = new CircuitBreakerSpec(failures, null, 10, null, 20, null);
    BackendSpec spec =
        new BackendSpec(CONTOSO, null, "http://" + name, null, null, breaker, null, null);
    return new BackendEntry(name, spec.url(), CanonicalJson.tree(spec));
  }

  private static BackendEntry pool(PoolMemberSpec... members) {
    BackendPoolSpec pool = new BackendPoolSpec(List.of(members));
    BackendSpec spec =
        new BackendSpec(CONTOSO, BackendForm.Pool, null, pool, null, null, null, null);
    return new BackendEntry("pool", null, CanonicalJson.tree(spec));
  }

  private static final List<BackendEntry> ENTRIES =
      List.of(
          address("a", 1),
          address("b", 1),
          address("far", 1),
          pool(
              new PoolMemberSpec("far", 1, 2),
              new PoolMemberSpec("a", 3, 1),
              new PoolMemberSpec("b", 1, 1)));

  private final UpstreamBuilder builder = new UpstreamBuilder();
  private final Upstream pool = builder.build(ENTRIES, Map.of()).get("pool");

  private static Map<String, Integer> choices(Upstream upstream, int requests, long now) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < requests; i++) {
      counts.merge(upstream.choose(now, List.of()).name(), 1, Integer::sum);
    }
    return counts;
  }

  private Member member(String name) {
    return pool.members().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  @DisplayName("B98 members of the first priority share by weight, evenly however few requests")
  void membersShareByWeight() {
    Map<String, Integer> counts = choices(pool, 1000, 0);
    assertThat(counts).containsOnlyKeys("a", "b");
    assertThat(counts.get("a")).isCloseTo(750, within(5));
    assertThat(choices(pool, 8, 0).get("b")).isBetween(1, 3);
  }

  @Test
  @DisplayName("B98 the next priority only while no member before it can take requests")
  void theNextPriorityOnlyWhileTheFirstIsOut() {
    member("a").failed(0, null);
    assertThat(choices(pool, 10, 1)).containsOnlyKeys("b");
    member("b").failed(0, null);
    assertThat(choices(pool, 10, 1)).containsOnlyKeys("far");
    member("far").failed(0, null);
    assertThat(pool.choose(1, List.of())).isNull();
    assertThat(choices(pool, 10, 20_000_000_000L)).containsOnlyKeys("a", "b");
  }

  @Test
  @DisplayName("B122 members that were tried are not chosen again")
  void membersThatWereTriedAreNotChosenAgain() {
    List<Member> tried = new ArrayList<>();
    for (Member next = pool.choose(0, tried); next != null; next = pool.choose(0, tried)) {
      tried.add(next);
    }
    assertThat(tried).hasSize(3);
    assertThat(tried.get(2).name()).isEqualTo("far");
  }

  @Test
  @DisplayName("B104 a swap keeps what breakers of unchanged members have counted")
  void aSwapKeepsBreakers() {
    builder.accepted();
    member("a").failed(0, null);
    Upstream same = builder.build(ENTRIES, Map.of()).get("pool");
    assertThat(choices(same, 10, 1)).containsOnlyKeys("b");

    List<BackendEntry> edited = new ArrayList<>(ENTRIES);
    edited.set(0, address("a", 2));
    assertThat(choices(builder.build(edited, Map.of()).get("pool"), 10, 1))
        .containsOnlyKeys("a", "b");
  }

  @Test
  @DisplayName("B104 a revision that is not served in the end costs no breaker its count")
  void aRevisionThatIsNotServedCostsNoCount() {
    builder.accepted();
    member("a").failed(0, null);
    builder.build(List.of(), Map.of());
    Upstream next = builder.build(ENTRIES, Map.of()).get("pool");
    assertThat(choices(next, 10, 1)).containsOnlyKeys("b");
  }

  @Test
  void aPoolWhoseMemberIsMissingIsRefused() {
    assertThatThrownBy(
            () -> builder.build(List.of(pool(new PoolMemberSpec("gone", 1, 1))), Map.of()))
        .hasMessageContaining("the pool \"pool\"")
        .hasMessageContaining("gone");
  }
}
