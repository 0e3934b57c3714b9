package dev.apim.operator.domain.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScopePlanTest {

  private static final Duration VALID = Duration.ofMinutes(5);
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Instant EARLIER = NOW.minusSeconds(3600);

  private static Claim claim(String owner, Instant since, String... namespaces) {
    Map<String, Instant> claimed =
        List.of(namespaces).stream()
            .collect(java.util.stream.Collectors.toMap(name -> name, name -> since));
    return new Claim(owner, claimed, NOW, VALID);
  }

  @Test
  void anOperatorThatIsAloneWorksEverywhere() {
    ScopePlan plan = ScopePlan.of(claim("a", NOW, Claim.ALL), List.of(), NOW);

    assertThat(plan.holder("team-a")).isEmpty();
    assertThat(plan.shared()).isFalse();
    assertThat(plan.idle()).isFalse();
  }

  @Test
  void operatorsOfDifferentNamespacesDoNotMatterToEachOther() {
    ScopePlan plan =
        ScopePlan.of(claim("a", NOW, "team-a"), List.of(claim("b", EARLIER, "team-b")), NOW);

    assertThat(plan.shared()).isFalse();
    assertThat(plan.holder("team-a")).isEmpty();
  }

  @Test
  void theOneThatWasThereFirstWorksAndTheOtherIsToldItsName() {
    Claim first = claim("first", EARLIER, "team-a", "team-b");
    Claim second = claim("second", NOW, "team-b", "team-c");

    ScopePlan back = ScopePlan.of(second, List.of(first, second), NOW);
    assertThat(back.holder("team-b")).contains("first");
    assertThat(back.holder("team-c")).isEmpty();
    assertThat(back.standsBack()).isTrue();
    assertThat(back.idle()).isFalse();
    assertThat(back.message())
        .isEqualTo(
            "the operator in namespace first works in team-b too and was there first: this one does"
                + " nothing there; set watchNamespaces of the releases so that none is in two");

    ScopePlan kept = ScopePlan.of(first, List.of(first, second), NOW);
    assertThat(kept.holder("team-b")).isEmpty();
    assertThat(kept.shared()).isTrue();
    assertThat(kept.standsBack()).isFalse();
    assertThat(kept.message()).contains("second is set to team-b too and leaves it to this one");
  }

  @Test
  void anOperatorForAllNamespacesLeavesOutThoseOfAnEarlierOne() {
    Claim all = claim("all", NOW, Claim.ALL);
    ScopePlan plan = ScopePlan.of(all, List.of(claim("one", EARLIER, "team-a")), NOW);

    assertThat(plan.holder("team-a")).contains("one");
    assertThat(plan.holder("team-b")).isEmpty();
    assertThat(plan.idle()).isFalse();
  }

  @Test
  void anOperatorForOneNamespaceIsIdleBesideAnEarlierOneForAll() {
    Claim one = claim("one", NOW, "team-a");
    ScopePlan plan = ScopePlan.of(one, List.of(claim("all", EARLIER, Claim.ALL)), NOW);

    assertThat(plan.idle()).isTrue();
    assertThat(plan.holder("team-a")).contains("all");
  }

  @Test
  void twoForAllNamespacesAreOneThatWorksAndOneThatIsIdle() {
    Claim a = claim("a", NOW, Claim.ALL);
    Claim b = claim("b", NOW, Claim.ALL);

    assertThat(ScopePlan.of(a, List.of(a, b), NOW).idle()).isFalse();
    assertThat(ScopePlan.of(b, List.of(a, b), NOW).idle()).isTrue();
    assertThat(ScopePlan.of(b, List.of(a, b), NOW).message()).contains("all namespaces");
  }

  @Test
  void aClaimThatNobodyRenewsIsOver() {
    Claim gone = new Claim("gone", Map.of(Claim.ALL, EARLIER), NOW.minus(VALID), VALID);

    assertThat(ScopePlan.of(claim("a", NOW, "team-a"), List.of(gone), NOW).shared()).isFalse();
  }

  @Test
  void aRestartKeepsWhatWasClaimedAndComesLastInWhatIsNew() {
    Claim before = claim("a", EARLIER, "team-a");
    Claim other = claim("b", NOW.plusSeconds(60), "team-b");

    Claim after =
        Claim.of(
            "a",
            List.of("team-a", "team-b"),
            Optional.of(before),
            List.of(before, other),
            VALID,
            NOW);

    assertThat(after.since().get("team-a")).isEqualTo(EARLIER);
    assertThat(ScopePlan.of(after, List.of(other), NOW).holder("team-b")).contains("b");
  }

  @Test
  void aClaimForAllThatIsNarrowedKeepsItsTime() {
    Claim before = claim("a", EARLIER, Claim.ALL);

    Claim after = Claim.of("a", List.of("team-a"), Optional.of(before), List.of(), VALID, NOW);

    assertThat(after.since()).isEqualTo(Map.of("team-a", EARLIER));
  }

  @Test
  void aClaimForAllComesAfterEveryClaimThatIsThere() {
    Claim one = claim("z", NOW.plusSeconds(60), "team-a");

    Claim all = Claim.of("a", List.of(Claim.ALL), Optional.empty(), List.of(one), VALID, NOW);

    assertThat(ScopePlan.of(all, List.of(one), NOW).holder("team-a")).contains("z");
  }

  @Test
  void aClaimThatRanOutIsMadeAnew() {
    Claim before = new Claim("a", Map.of("team-a", EARLIER), NOW.minus(VALID), VALID);

    Claim after = Claim.of("a", List.of("team-a"), Optional.of(before), List.of(), VALID, NOW);

    assertThat(after.since().get("team-a")).isEqualTo(NOW);
  }
}
