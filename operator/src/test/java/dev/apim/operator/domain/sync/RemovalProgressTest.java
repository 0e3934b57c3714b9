package dev.apim.operator.domain.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("B68 a location that was removed here")
class RemovalProgressTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void isNothingToTellOfOnceItIsGoneThere() {
    RemovalProgress progress = progress(List.of("apim/east"), Optional.empty());

    assertThat(progress.isPending()).isFalse();
    assertThat(progress.reason(NOW)).isEqualTo(Reason.NothingLeft);
    assertThat(progress.deadline(NOW)).isEmpty();
  }

  @Test
  void isNamedUntilTheClusterHasCarriedItOut() {
    RemovalProgress progress = progress(List.of("apim/east", "apim/old"), Optional.empty());

    assertThat(progress.reason(NOW)).isEqualTo(Reason.Removing);
    assertThat(progress.message(NOW)).startsWith("apim/old: removed here");
  }

  @Test
  void isAnOrphanTenMinutesAfterItsClusterFellSilent() {
    Instant since = NOW.minus(Duration.ofMinutes(9));
    RemovalProgress progress = progress(List.of("apim/old"), Optional.of(since));

    assertThat(progress.reason(NOW)).isEqualTo(Reason.Removing);
    assertThat(progress.deadline(NOW)).contains(NOW.plus(Duration.ofMinutes(1)));
    assertThat(progress.reason(NOW.plus(Duration.ofMinutes(1)))).isEqualTo(Reason.Orphaned);
    assertThat(progress.message(NOW))
        .contains("2026-11-21T09:51:00Z", "delete this GatewayCluster");
  }

  private static RemovalProgress progress(List<String> there, Optional<Instant> since) {
    return RemovalProgress.of(there, List.of("apim/east"), since);
  }
}
