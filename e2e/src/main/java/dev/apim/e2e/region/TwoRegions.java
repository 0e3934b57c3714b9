package dev.apim.e2e.region;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.Cluster.Ability;
import dev.apim.e2e.load.EchoServer;
import dev.apim.e2e.region.RegionSpec.OperatorForm;
import dev.apim.e2e.tools.Home;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * {@code examples/two-regions} at work: the product in two clusters, West US the primary, and a
 * backend of its own behind the example's Api.
 */
public final class TwoRegions implements AutoCloseable {
  /** Where the example is applied, and where West US pushes to. */
  public static final String NAMESPACE = "apim";

  /** Name of the example's instance. */
  public static final String INSTANCE = "contoso";

  private static final Path EXAMPLE = Home.tree().resolve("examples/two-regions");
  private static final String API_VERSION = "apim.dev/v1alpha1";

  private final EchoServer echo;
  private final Site primary;
  private final Site secondary;
  private final List<Site> more = new ArrayList<>();

  private TwoRegions(EchoServer echo, Site primary, Site secondary) {
    this.echo = echo;
    this.primary = primary;
    this.secondary = secondary;
  }

  /**
   * Installs the chart in both clusters and connects them. The clusters stay their owner's to
   * close.
   *
   * @param clusters West US, then East Asia, made by {@link Place#cluster}
   * @param processes folder for pids, logs and local copies of operators and gateways
   * @param progress is told of each part
   */
  public static TwoRegions install(
      List<Cluster> clusters, Path processes, Consumer<String> progress) {
    Cluster west = clusters.get(0);
    Cluster east = clusters.get(1);
    boolean pods = west.abilities().contains(Ability.REAL_PODS);
    if (pods) {
      clusters.forEach(cluster -> Images.importInto(cluster, progress));
    }
    Region secondary =
        install(east, RegionSpec.secondary(name(1), NAMESPACE), pods, processes, progress);
    Region primary = install(west, RegionSpec.primary(name(0)), pods, processes, progress);
    west.kubectl("create", "namespace", NAMESPACE).orThrow();
    primary.connectTo(secondary);
    String backendAddress = pods ? URI.create(west.serverUrl()).getHost() : "127.0.0.1";
    return new TwoRegions(
        EchoServer.start(backendAddress),
        new Site(Place.ALL.get(0), primary, processes),
        new Site(Place.ALL.get(1), secondary, processes));
  }

  private static String name(int place) {
    return Place.ALL.get(place).dnsName();
  }

  private static Region install(
      Cluster cluster, RegionSpec spec, boolean pods, Path processes, Consumer<String> progress) {
    Region region =
        Region.install(
            cluster,
            spec.withOperator(pods ? OperatorForm.PODS : OperatorForm.PROCESS)
                .withProcesses(processes));
    progress.accept("chart installed in " + spec.clusterName() + ", its operator is ready");
    return region;
  }

  /** Applies the example with its Backend pointed at the echo server, as one edit. */
  public void applyExample() {
    Example example =
        Example.read(EXAMPLE).withSpec("Backend", spec -> spec.put("url", echo.url().toString()));
    if (primary.cluster().abilities().contains(Ability.REAL_PODS)) {
      // a machine for tests is smaller than what a replica asks for by default; what it asks for is
      // also its share of a busy machine
      example.withSpec(
          "ApiManagementInstance",
          spec ->
              spec.putObject("gateway")
                  .putObject("replicaResources")
                  .put("cpuMillicores", 100)
                  .put("memoryMebibytes", 256));
    }
    primary.objects().apply(example.yaml()).orThrow();
  }

  /** Adds a region that runs a self-hosted location only, with one gateway that serves. */
  public Site grow(Cluster cluster, Place place, Path processes) {
    RegionSpec spec = RegionSpec.secondary(place.dnsName(), NAMESPACE).withProcesses(processes);
    Site site = new Site(place, Region.install(cluster, spec), processes);
    primary.region().connectTo(site.region());
    primary
        .objects()
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: GatewayLocation
            metadata: {name: %s}
            spec:
              instanceRef: {name: %s}
              region: %s
              cluster: %s
              hosting: SelfHosted
            """
                .formatted(
                    site.selfHostedLocation(), INSTANCE, place.displayName(), place.dnsName()))
        .orThrow();
    site.startSelfHosted().awaitReady();
    more.add(site);
    return site;
  }

  /** Edits an object in the primary's cluster as a user would. */
  public void patch(String kind, String name, String mergePatch) {
    primary
        .cluster()
        .client()
        .genericKubernetesResources(API_VERSION, kind)
        .inNamespace(NAMESPACE)
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
  }

  /** Sets the units of a location in the primary's cluster. */
  public void setUnits(String location, int units) {
    patch("GatewayLocation", location, "{\"spec\":{\"units\":" + units + "}}");
  }

  /** Sets the path that the example's Api answers. */
  public void setApiPath(String path) {
    patch("Api", "echo", "{\"spec\":{\"path\":\"" + path + "\"}}");
  }

  /** West US. */
  public Site primary() {
    return primary;
  }

  /** East Asia. */
  public Site secondary() {
    return secondary;
  }

  public List<Site> sites() {
    return Stream.concat(Stream.of(primary, secondary), more.stream()).toList();
  }

  /** Where an API is answered now, in both regions. */
  public List<URI> gateways(String path) {
    return sites().stream().flatMap(site -> site.gateways(path).stream()).toList();
  }

  /**
   * Ends gateways, operators and backend.
   *
   * @throws AssertionError when a log holds warnings or errors that nobody expected
   */
  @Override
  public void close() {
    Throwable first = null;
    List<AutoCloseable> parts =
        Stream.concat(sites().stream().flatMap(Site::parts), Stream.of(echo)).toList();
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception | AssertionError e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first instanceof Error error) {
      throw error;
    }
    if (first != null) {
      throw new IllegalStateException("not all of it could be ended", first);
    }
  }
}
