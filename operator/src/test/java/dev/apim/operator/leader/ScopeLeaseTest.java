package dev.apim.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.operator.domain.scope.Claim;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScopeLeaseTest {

  private static final Claim CLAIM =
      new Claim(
          "apim-system",
          Map.of(
              "team-a", Instant.parse("2026-11-27T12:00:00.123456Z"),
              "*", Instant.parse("2026-11-27T13:00:00Z")),
          Instant.parse("2026-11-27T14:00:00.5Z"),
          Duration.ofMinutes(5));

  @Test
  void aLeaseTellsTheClaimThatItWasMadeOf() {
    assertThat(ScopeLease.claim(ScopeLease.of(CLAIM))).contains(CLAIM);
  }

  @Test
  void aLeaseThatCannotBeReadIsNoClaim() {
    Lease lease = ScopeLease.of(CLAIM);
    lease.getMetadata().getAnnotations().put("apim.dev/scope", "team-a=yesterday");

    assertThat(ScopeLease.claim(lease)).isEmpty();
    lease.getMetadata().setAnnotations(null);
    assertThat(ScopeLease.claim(lease)).isEmpty();
  }
}
