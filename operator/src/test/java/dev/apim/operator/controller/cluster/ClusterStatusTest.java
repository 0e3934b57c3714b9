package dev.apim.operator.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayCluster;
import dev.apim.api.v1alpha1.GatewayClusterSpec;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.sync.RemovalProgress;
import dev.apim.operator.remote.ClusterHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClusterStatusTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  @DisplayName("B67 credentials that end are told of 14 days ahead, with the Secret")
  void credentialsThatEndAreToldOfAhead() {
    Condition early = expiring(Optional.of(NOW.plus(Duration.ofDays(15)))).orElseThrow();
    Condition late = expiring(Optional.of(NOW.plus(Duration.ofDays(13)))).orElseThrow();

    assertThat(early.status()).isEqualTo(Condition.FALSE);
    assertThat(late.status()).isEqualTo(Condition.TRUE);
    assertThat(late.reason()).isEqualTo(Reason.CredentialsEndSoon.name());
    assertThat(late.message())
        .contains("Secret eastasia-kubeconfig", "2026-12-04T10:00:00Z", "renew");
    assertThat(expiring(Optional.empty())).isEmpty();
  }

  private static Optional<Condition> expiring(Optional<Instant> end) {
    GatewayCluster cluster = new GatewayCluster();
    cluster.getMetadata().setGeneration(1L);
    cluster.setSpec(new GatewayClusterSpec(new LocalReference("eastasia-kubeconfig"), "apim"));
    ClusterHealth health =
        new ClusterHealth(true, Reason.Reachable, "fine", Optional.of("id"), Optional.of("v1"));
    RemovalProgress none = RemovalProgress.of(List.of(), List.of(), Optional.empty());
    return ClusterStatus.remote(
            cluster, health, Optional.empty(), Optional.empty(), end, List.of(), none, NOW)
        .conditions()
        .stream()
        .filter(condition -> condition.type().equals(ConditionType.CredentialsExpiring.name()))
        .findFirst();
  }
}
