package dev.apim.e2e.lab;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.cluster.Cluster.Ability;
import dev.apim.e2e.cluster.LocalCluster;
import dev.apim.e2e.process.Daemon;
import dev.apim.e2e.region.Place;
import dev.apim.e2e.region.Region;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Map;

/**
 * The operator of a region of the lab: the chart's pods on real nodes; on simulated ones, whose
 * pods would do nothing, a process beside the cluster.
 */
final class LabOperator {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  /** Longer than a leader takes to renew its Lease. */
  private static final Duration HEARD = Duration.ofSeconds(15);

  private final Path directory;
  private final Place place;
  private final LocalCluster cluster;

  /**
   * @param directory where the process's pid and log lie
   */
  LabOperator(Path directory, Place place, LocalCluster cluster) {
    this.directory = directory;
    this.place = place;
    this.cluster = cluster;
  }

  boolean isPods() {
    return cluster.abilities().contains(Ability.REAL_PODS);
  }

  boolean runs() {
    return isPods() ? cluster.running() && leads() : process().alive();
  }

  /** Starts it where it does not run, and returns when it acts. */
  void start() {
    if (isPods()) {
      await("an operator that leads in " + place.displayName())
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(500))
          .until(this::leads);
    } else if (!process().alive()) {
      OperatorProcess.startDetached(cluster, settings()).awaitReady();
    }
  }

  /** Kills the process; pods are lost with their nodes and their API server. */
  void stop() {
    process().kill();
  }

  private boolean leads() {
    try {
      Lease lease =
          cluster.client().leases().inNamespace(Region.SYSTEM).withName("apim-operator").get();
      return lease != null
          && lease.getSpec().getRenewTime() != null
          && lease.getSpec().getRenewTime().isAfter(ZonedDateTime.now().minus(HEARD));
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private OperatorProcess.Settings settings() {
    return new OperatorProcess.Settings(
        directory,
        processName(),
        Region.SYSTEM,
        place.dnsName(),
        "apim-operator",
        Map.of("APIM_GATEWAY_PRIORITY_CLASS", "apim-gateway"));
  }

  private Daemon process() {
    return Daemon.of(directory, processName());
  }

  private String processName() {
    return "operator-" + place.dnsName();
  }
}
