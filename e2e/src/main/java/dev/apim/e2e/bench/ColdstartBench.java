package dev.apim.e2e.bench;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.cluster.AuditEntry;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.node.NodeSize;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One-unit locations are there and the operator starts: how long until all are reconciled, what it
 * takes, and that nothing is written once all is well. Then it starts once more, where all is well
 * already. What has not happened in time is told as unfinished, with how far it came, and the rest
 * is measured all the same, so that the bench ends within ten minutes.
 */
final class ColdstartBench implements ClusterBench {
  /** From the operator's start until all is reconciled and settled. */
  private static final Duration LIMIT = Duration.ofSeconds(360);

  /** A second start has everything to read and nothing to write. */
  private static final Duration AGAIN = Duration.ofSeconds(60);

  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration QUIET = Duration.ofSeconds(10);

  /** A machine whose processors are all taken answers late; how often is counted. */
  private static final String UNDER_LOAD =
      "timeout|has been blocked for|Uncaught error during event processing";

  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final int NODES_PER_ZONE = 2;
  private static final double MEGABYTE = 1_000_000;
  private static final long SECOND = 1_000_000_000;

  private final Duration idle;
  private final Duration quiet;

  ColdstartBench() {
    this(IDLE, QUIET);
  }

  /**
   * For fewer seconds.
   *
   * @param idle how long writes at rest are counted
   * @param quiet how long no location is written before all counts as settled
   */
  ColdstartBench(Duration idle, Duration quiet) {
    this.idle = idle;
    this.quiet = quiet;
  }

  @Override
  public String name() {
    return "coldstart";
  }

  @Override
  public int samples() {
    return 1000;
  }

  @Override
  public ClusterSpec cluster(int samples) {
    return ClusterSpec.named("coldstart")
        .withNodesPerZone(NODES_PER_ZONE)
        .withNodeSize(new NodeSize("1024", "4Ti", 1000));
  }

  @Override
  public Figures run(Cluster cluster, int samples, Path processes, Consumer<String> progress) {
    RegionSpec spec = RegionSpec.primary("westus").withProcesses(processes);
    Region.installChart(cluster, spec);
    Tenants tenants = new Tenants(cluster, samples);
    tenants.create();
    progress.accept(samples + " locations of " + tenants.instances() + " instances are there");
    Figures figures =
        new Figures(name()).with("locations", samples).with("instances", tenants.instances());
    figures.with("loadBefore", load());
    ClusterCpu cpu = ClusterCpu.of(cluster);
    Instant start = Instant.now();
    try (Sight sight = new Sight(cluster, samples, progress)) {
      try (Region region = Region.attach(cluster, spec)) {
        OperatorProcess operator = region.operator().orElseThrow().expectLog(UNDER_LOAD);
        settle(cluster, sight, operator, cpu, start, figures);
        idle(cluster, samples, start, operator, figures);
      }
      again(cluster, spec, sight, figures);
    }
    return figures;
  }

  private void settle(
      Cluster cluster,
      Sight sight,
      OperatorProcess operator,
      ClusterCpu cpu,
      Instant start,
      Figures figures) {
    sight.awaitReconciled().ifPresent(left -> figures.with("unfinished", left));
    figures.with("seconds", seconds(start));
    figures.with("cpuSeconds", Samples.tenth(operator.cpuSeconds()));
    figures.with("clusterCpuSeconds", cpu.since());
    sight.awaitQuiet(quiet).ifPresent(left -> figures.with("unsettled", left));
    // Events are told one after the other and come last
    sight
        .until(quiet.dividedBy(2), () -> writesNothing(cluster))
        .ifPresent(left -> figures.with("unwritten", left));
    figures.with("settledSeconds", seconds(start));
    figures.with("settledCpuSeconds", Samples.tenth(operator.cpuSeconds()));
    figures.with("settledClusterCpuSeconds", cpu.since());
    figures.with("loadAfter", load());
  }

  private boolean writesNothing(Cluster cluster) {
    return requests(cluster, Instant.now().minus(quiet)).stream().noneMatch(AuditEntry::isWrite);
  }

  private void idle(
      Cluster cluster, int samples, Instant start, OperatorProcess operator, Figures figures) {
    Instant quiet = Instant.now();
    double cpu = operator.cpuSeconds();
    await("idle").pollDelay(idle).atMost(idle.plusSeconds(10)).until(() -> true);
    figures.with("idleCpuSeconds", Samples.tenth(operator.cpuSeconds() - cpu));
    figures.with("rssMb", Samples.tenth(operator.peakResidentBytes() / MEGABYTE));
    List<AuditEntry> all = requests(cluster, start);
    figures.with(
        "requestsPerLocation",
        Samples.tenth(all.stream().filter(e -> e.at().isBefore(quiet)).count() / (double) samples));
    figures.with("requests", Requests.byKind(all));
    figures.with("failedRequests", all.stream().filter(e -> e.code() >= 400).count());
    List<AuditEntry> writes =
        all.stream().filter(e -> e.isWrite() && !e.at().isBefore(quiet)).toList();
    figures.with("idleWrites", writes.size());
    figures.with("idleWritesOf", Requests.byKind(writes));
  }

  private static void again(Cluster cluster, RegionSpec spec, Sight sight, Figures figures) {
    Instant start = Instant.now();
    try (Region region = Region.attach(cluster, spec)) {
      OperatorProcess operator = region.operator().orElseThrow().expectLog(UNDER_LOAD);
      figures.with("restartSettled", sight.awaitIdleOperator(operator));
      figures.with("restartSeconds", seconds(start));
      figures.with("restartRssMb", Samples.tenth(operator.peakResidentBytes() / MEGABYTE));
      figures.with("restartCpuSeconds", Samples.tenth(operator.cpuSeconds()));
      List<AuditEntry> all = requests(cluster, start);
      figures.with("restartRequests", Requests.byKind(all));
      figures.with("restartWrites", all.stream().filter(ColdstartBench::isWritten).count());
    }
  }

  private static boolean isWritten(AuditEntry entry) {
    return entry.isWrite() && entry.code() < 300;
  }

  /** What the operator asked of the API server, but for the Lease of its leader. */
  private static List<AuditEntry> requests(Cluster cluster, Instant start) {
    return cluster.auditLog().since(start).stream()
        .filter(entry -> entry.user().equals(Region.OPERATOR_USER))
        .filter(entry -> !entry.resource().equals("leases") || entry.verb().equals("list"))
        .toList();
  }

  /** Load average of the last minute; the machine has few processors and other users. */
  private static double load() {
    return Samples.tenth(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static double seconds(Instant start) {
    return Samples.tenth(Duration.between(start, Instant.now()).toMillis() / 1e3);
  }

  /** What the bench sees of the cluster without asking it again and again. */
  private static final class Sight implements AutoCloseable {
    private final int samples;
    private final Consumer<String> progress;
    private final LocationWatch locations;
    private final CountWatch<Deployment> deployments;
    private final CountWatch<RoleBinding> bindings;
    private final long end = System.nanoTime() + LIMIT.toNanos();
    private long told;

    Sight(Cluster cluster, int samples, Consumer<String> progress) {
      this.samples = samples;
      this.progress = progress;
      this.locations = new LocationWatch(cluster.client());
      this.deployments = new CountWatch<>(cluster.client(), Deployment.class);
      this.bindings = new CountWatch<>(cluster.client(), RoleBinding.class);
    }

    /** What is lacking after the limit. */
    Optional<String> awaitReconciled() {
      return until(
          OFTEN,
          () ->
              locations.accepted() == samples
                  && deployments.count() == samples
                  && bindings.count() == samples);
    }

    /** What is lacking after the limit. */
    Optional<String> awaitQuiet(Duration quiet) {
      return until(
          OFTEN,
          () -> locations.whole() == samples && locations.quietSeconds() > quiet.toMillis() / 1e3);
    }

    /** Until it has taken next to no processor time for five seconds; whether that came about. */
    boolean awaitIdleOperator(OperatorProcess operator) {
      double[] last = {-1};
      try {
        await("an idle operator")
            .atMost(AGAIN)
            .pollInterval(Duration.ofSeconds(5))
            .until(() -> isIdle(operator, last));
        return true;
      } catch (ConditionTimeoutException e) {
        return false;
      }
    }

    private boolean isIdle(OperatorProcess operator, double[] last) {
      double now = operator.cpuSeconds();
      boolean idle = last[0] >= 0 && now - last[0] < 0.25;
      last[0] = now;
      progress.accept("again: %.1f CPU seconds".formatted(now));
      return idle;
    }

    Optional<String> until(Duration interval, Callable<Boolean> done) {
      try {
        await("all " + samples)
            .atMost(Duration.ofNanos(Math.max(SECOND, end - System.nanoTime())))
            .pollInterval(interval)
            .until(
                () -> {
                  tell();
                  return done.call();
                });
        return Optional.empty();
      } catch (ConditionTimeoutException e) {
        return Optional.of(soFar() + " after " + LIMIT.toSeconds() + " s");
      }
    }

    private void tell() {
      if (System.nanoTime() - told > Duration.ofSeconds(5).toNanos()) {
        told = System.nanoTime();
        progress.accept(soFar());
      }
    }

    private String soFar() {
      return "%d accepted, %d units, %d role bindings, %d whole of %d"
          .formatted(
              locations.accepted(),
              deployments.count(),
              bindings.count(),
              locations.whole(),
              samples);
    }

    @Override
    public void close() {
      locations.close();
      deployments.close();
      bindings.close();
    }
  }
}
