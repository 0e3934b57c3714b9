package dev.apim.operator.controller.cluster;

import dev.apim.api.config.SchemaLevel;
import dev.apim.api.v1alpha1.ClusterType;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayCluster;
import dev.apim.api.v1alpha1.GatewayClusterStatus;
import dev.apim.api.v1alpha1.OperatorStatus;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.schema.SchemaFindings;
import dev.apim.operator.domain.scope.ScopePlan;
import dev.apim.operator.domain.status.Conditions;
import dev.apim.operator.domain.sync.RemovalProgress;
import dev.apim.operator.remote.ClusterHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The status of a GatewayCluster. */
final class ClusterStatus {

  private static final String VERSION =
      Objects.requireNonNullElse(
          ClusterStatus.class.getPackage().getImplementationVersion(), "dev");

  private static final Duration WARNED_BEFORE = Duration.ofDays(14);

  private ClusterStatus() {}

  static GatewayClusterStatus local(
      GatewayCluster cluster,
      SchemaFindings schema,
      Optional<ScopePlan> scope,
      String identity,
      String version,
      List<String> zones,
      Instant now) {
    Conditions conditions =
        conditions(cluster, true, Reason.Reachable, "this is the operator's own cluster", now);
    schema(conditions, schema);
    scope.ifPresentOrElse(
        plan -> scope(conditions, plan), () -> conditions.keep(ConditionType.ScopeShared));
    return new GatewayClusterStatus(
        cluster.getMetadata().getGeneration(),
        conditions.list(),
        ClusterType.Local,
        identity,
        version,
        zones,
        new OperatorStatus(VERSION, SchemaLevel.CURRENT),
        null,
        List.of());
  }

  static GatewayClusterStatus remote(
      GatewayCluster cluster,
      ClusterHealth health,
      Optional<OperatorStatus> operator,
      Optional<Duration> lag,
      Optional<Instant> expires,
      List<String> locations,
      RemovalProgress removals,
      Instant now) {
    GatewayClusterStatus before = cluster.getStatus();
    return new GatewayClusterStatus(
        cluster.getMetadata().getGeneration(),
        remoteConditions(cluster, health, expires, removals, now),
        ClusterType.Remote,
        health.identity().orElse(before == null ? null : before.identity()),
        health.version().orElse(before == null ? null : before.kubernetesVersion()),
        List.of(),
        operator.orElse(before == null ? null : before.operator()),
        lag.map(Duration::toMillis).orElse(before == null ? null : before.lagMillis()),
        locations);
  }

  static GatewayClusterStatus unusable(
      GatewayCluster cluster, ClusterType type, Reason reason, String message, Instant now) {
    GatewayClusterStatus before = cluster.getStatus();
    return new GatewayClusterStatus(
        cluster.getMetadata().getGeneration(),
        conditions(cluster, false, reason, message, now).list(),
        type,
        before == null ? null : before.identity(),
        before == null ? null : before.kubernetesVersion(),
        List.of(),
        null,
        null,
        before == null ? List.of() : before.locations());
  }

  private static List<Condition> remoteConditions(
      GatewayCluster cluster,
      ClusterHealth health,
      Optional<Instant> expires,
      RemovalProgress removals,
      Instant now) {
    Conditions conditions =
        new Conditions(before(cluster), cluster.getMetadata().getGeneration(), now)
            .set(
                ConditionType.ClusterReachable,
                health.reachable(),
                health.reason(),
                message(cluster, health))
            .set(
                ConditionType.RemovalPending,
                removals.isPending(),
                removals.reason(now),
                removals.message(now));
    expires.ifPresent(
        end -> {
          boolean soon = !warnAt(end).isAfter(now);
          conditions.set(
              ConditionType.CredentialsExpiring,
              soon,
              soon ? Reason.CredentialsEndSoon : Reason.CredentialsLast,
              "the credentials in Secret "
                  + cluster.getSpec().kubeconfigSecretRef().name()
                  + " end at "
                  + end
                  + (soon ? "; renew the Secret, it is taken without a restart" : ""));
        });
    return conditions.list();
  }

  /** Since when the cluster has not answered, by the status. */
  static Optional<Instant> unreachableSince(GatewayCluster cluster, ClusterHealth health) {
    return health.reachable()
        ? Optional.empty()
        : before(cluster).stream()
            .filter(condition -> condition.type().equals(ConditionType.ClusterReachable.name()))
            .filter(condition -> Condition.FALSE.equals(condition.status()))
            .map(condition -> Instant.parse(condition.lastTransitionTime()))
            .findFirst();
  }

  /** When it is told that credentials end. */
  static Instant warnAt(Instant end) {
    return end.minus(WARNED_BEFORE);
  }

  private static List<Condition> before(GatewayCluster cluster) {
    return cluster.getStatus() == null ? List.of() : cluster.getStatus().conditions();
  }

  private static void schema(Conditions conditions, SchemaFindings findings) {
    Reason differ = findings.older() ? Reason.CrdsOlder : Reason.CrdsNewer;
    conditions.set(
        ConditionType.SchemaDiffers,
        findings.differ(),
        findings.differ() ? differ : Reason.CrdsAsKnown,
        findings.message());
  }

  private static void scope(Conditions conditions, ScopePlan plan) {
    Reason shared = plan.standsBack() ? Reason.StandsBack : Reason.OthersStandBack;
    conditions.set(
        ConditionType.ScopeShared,
        plan.shared(),
        plan.shared() ? shared : Reason.AloneInScope,
        plan.message());
  }

  private static Conditions conditions(
      GatewayCluster cluster, boolean reachable, Reason reason, String message, Instant now) {
    return new Conditions(before(cluster), cluster.getMetadata().getGeneration(), now)
        .set(ConditionType.ClusterReachable, reachable, reason, message);
  }

  /** A fault of the kubeconfig is told with the Secret that holds it. */
  private static String message(GatewayCluster cluster, ClusterHealth health) {
    return health.reason() == Reason.KubeconfigInvalid
        ? "Secret " + cluster.getSpec().kubeconfigSecretRef().name() + ": " + health.message()
        : health.message();
  }
}
