package dev.apim.e2e.bench;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.AuditEntry;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What each change of a location of three zones costs the API server in writes of the operator. */
final class WritesBench implements ClusterBench {
  private static final String NAMESPACE = "apis";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** An instance repeats the counts of its locations after five seconds. */
  private static final Duration QUIET = Duration.ofSeconds(7);

  private final Duration quiet;

  WritesBench() {
    this(QUIET);
  }

  /**
   * For fewer seconds.
   *
   * @param quiet how long nothing is written before a change counts as done
   */
  WritesBench(Duration quiet) {
    this.quiet = quiet;
  }

  @Override
  public String name() {
    return "writes";
  }

  @Override
  public int samples() {
    return 1;
  }

  @Override
  public ClusterSpec cluster(int samples) {
    return ClusterSpec.named("writes");
  }

  @Override
  public Figures run(Cluster cluster, int samples, Path processes, Consumer<String> progress) {
    Figures figures = new Figures(name());
    Objects objects = new Objects(cluster, NAMESPACE);
    try (Region region =
        Region.install(cluster, RegionSpec.primary("westus").withProcesses(processes))) {
      cluster
          .client()
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
          .create();
      Change change = new Change(cluster, objects, quiet, figures, progress);
      objects.apply(instance()).orThrow();
      change.settle("instance", 0, () -> {});
      change.settle("create", 3, () -> objects.apply(location(3, "a")).orThrow());
      change.settle("scaleOut", 6, () -> objects.apply(location(6, "a")).orThrow());
      change.settle("scaleIn", 3, () -> objects.apply(location(3, "a")).orThrow());
      change.settle("rollout", 3, () -> objects.apply(location(3, "b")).orThrow());
      change.settle("heal", 3, () -> deleteUnit(cluster));
      change.settle("delete", 0, () -> objects.delete(location(3, "b")).orThrow());
    }
    return figures;
  }

  private static void deleteUnit(Cluster cluster) {
    String selector = "apim.dev/location=west,apim.dev/unit=2-0";
    cluster.kubectl("delete", "deployment", "-n", NAMESPACE, "-l", selector).orThrow();
  }

  private static String instance() {
    return """
        apiVersion: apim.dev/v1alpha1
        kind: ApiManagementInstance
        metadata: {name: contoso}
        spec: {tier: Premium, publisher: {name: C, email: a@c.example}}
        """;
  }

  private static String location(int units, String note) {
    return """
        apiVersion: apim.dev/v1alpha1
        kind: GatewayLocation
        metadata: {name: west}
        spec:
          instanceRef: {name: contoso}
          region: West US
          units: %d
          availability: {mode: ZoneRedundant, zones: ["1", "2", "3"]}
          pod: {annotations: {note: "%s"}}
        """
        .formatted(units, note);
  }

  /** Makes a change, waits until all is well and nothing is written any more, and counts. */
  private record Change(
      Cluster cluster,
      Objects objects,
      Duration quiet,
      Figures figures,
      Consumer<String> progress) {

    void settle(String name, int units, Runnable change) {
      Instant start = Instant.now();
      change.run();
      String ready = "%d/%d".formatted(2 * units, 2 * units);
      await(name)
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> isQuietSince(start) && (units == 0 || ready.equals(readySummary())));
      List<AuditEntry> writes = since(start);
      List<AuditEntry> events =
          writes.stream().filter(write -> write.resource().equals("events")).toList();
      writes = writes.stream().filter(write -> !write.resource().equals("events")).toList();
      figures.with(name, writes.size());
      figures.with(name + "Events", events.size());
      figures.with(name + "Writes", Requests.byKind(writes));
      progress.accept(name + ": " + writes.size() + " writes, " + events.size() + " events");
    }

    private String readySummary() {
      return objects.get("gwloc", "west").at("/status/readySummary").asText();
    }

    private boolean isQuietSince(Instant start) {
      Instant from = Instant.now().minus(quiet);
      return from.isAfter(start) && since(from).isEmpty();
    }

    private List<AuditEntry> since(Instant start) {
      return cluster.auditLog().writesBy(Region.OPERATOR_USER, start).stream()
          .filter(write -> !write.resource().equals("leases"))
          .toList();
    }
  }
}
