package dev.apim.operator.leader;

import dev.apim.operator.config.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Elects the replica that acts. A replica that loses the Lease halts at once, so that two never
 * act; one that is shut down gives the Lease back, so that the next acts within seconds.
 */
@ApplicationScoped
class LeaderElection {

  static final String LEASE = "apim-operator";
  static final Duration LEASE_DURATION = Duration.ofSeconds(10);
  static final Duration RENEW_DEADLINE = Duration.ofSeconds(7);
  static final Duration RETRY_PERIOD = Duration.ofSeconds(2);

  private static final Logger LOG = Logger.getLogger(LeaderElection.class);
  private static final int BEFORE_THE_OPERATOR_STOPS = 1;

  private final Settings settings;
  private final KubernetesClient client;
  private final LossOfLeadership loss;
  private final String identity;

  LeaderElection(Settings settings, KubernetesClient client) {
    this.settings = settings;
    this.client = client;
    this.loss = new LossOfLeadership(code -> Runtime.getRuntime().halt(code), this::release);
    this.identity = settings.leaderIdentity().orElseGet(() -> UUID.randomUUID().toString());
  }

  void onShutdown(@Observes @Priority(BEFORE_THE_OPERATOR_STOPS) ShutdownEvent event) {
    loss.shuttingDown();
  }

  /** Null where there is no election, which is how the extension is told so. */
  @Produces
  @Dependent
  LeaderElectionConfiguration configuration() {
    if (!settings.leaderElection()) {
      return null;
    }
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
        .withLeaseNamespace(settings.operatorNamespace())
        .withIdentity(identity)
        .withLeaseDuration(LEASE_DURATION)
        .withRenewDeadline(RENEW_DEADLINE)
        .withRetryPeriod(RETRY_PERIOD)
        .withLeaderCallbacks(
            new LeaderCallbacks(
                () -> LOG.infof("%s leads", identity),
                loss::lost,
                leader -> LOG.debugf("%s is the leader", leader)))
        .build();
  }

  private void release() {
    client
        .leases()
        .inNamespace(settings.operatorNamespace())
        .withName(LEASE)
        .edit(
            lease -> {
              if (identity.equals(lease.getSpec().getHolderIdentity())) {
                lease.getSpec().setHolderIdentity("");
                lease.getSpec().setLeaseDurationSeconds(1);
              }
              return lease;
            });
  }
}
