package dev.apim.operator.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.ClusterType;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayCluster;
import dev.apim.api.v1alpha1.GatewayClusterSpec;
import dev.apim.api.v1alpha1.GatewayClusterStatus;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.schema.SchemaFindings;
import dev.apim.operator.domain.scope.Claim;
import dev.apim.operator.domain.scope.ScopePlan;
import dev.apim.operator.domain.sync.RemovalProgress;
import dev.apim.operator.remote.ClusterHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

  @Test
  @DisplayName("what was told of the scope stays until the claim is known after a start")
  void theScopeIsKeptUntilItIsKnown() {
    Duration hour = Duration.ofHours(1);
    Claim first = new Claim("first", Map.of("team-a", NOW.minus(hour)), NOW, hour);
    Claim late = new Claim("late", Map.of("team-a", NOW), NOW, hour);
    ScopePlan shared = ScopePlan.of(late, List.of(first), NOW);
    GatewayCluster cluster = own(List.of());
    List<Condition> told = local(cluster, Optional.of(shared));

    List<Condition> afterAStart = local(own(told), Optional.empty());

    assertThat(afterAStart).isEqualTo(told);
    assertThat(told)
        .filteredOn(condition -> condition.type().equals(ConditionType.ScopeShared.name()))
        .extracting(Condition::reason)
        .containsExactly(Reason.StandsBack.name());
    assertThat(local(own(List.of()), Optional.empty()))
        .noneMatch(condition -> condition.type().equals(ConditionType.ScopeShared.name()));
  }

  private static GatewayCluster own(List<Condition> conditions) {
    GatewayCluster cluster = new GatewayCluster();
    cluster.getMetadata().setGeneration(1L);
    cluster.setStatus(
        new GatewayClusterStatus(
            1L, conditions, ClusterType.Local, "id", "v1", List.of(), null, null, List.of()));
    return cluster;
  }

  private static List<Condition> local(GatewayCluster cluster, Optional<ScopePlan> scope) {
    return ClusterStatus.local(cluster, SchemaFindings.NONE, scope, "id", "v1", List.of(), NOW)
        .conditions();
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
