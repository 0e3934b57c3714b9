package dev.apim.e2e.real;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.load.EchoServer;
import dev.apim.e2e.process.Commands;
import dev.apim.e2e.process.Trees;
import dev.apim.e2e.region.Place;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoRegions;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** West US alone, on real nodes: an instance, one location and an Api with a backend of its own. */
final class OneRegion implements AutoCloseable {
  static final Place PLACE = Place.ALL.get(0);
  static final String VERSION = "0.1.0";
  static final String NEXT_VERSION = "0.1.0-next";

  private static final Path IMAGES = Home.tree().resolve("gateway-image/image/target");

  private final EchoServer echo;
  private final Region region;
  private final Site site;

  private OneRegion(EchoServer echo, Region region, Site site) {
    this.echo = echo;
    this.region = region;
    this.site = site;
  }

  static OneRegion install(Cluster cluster, Path processes) {
    cluster.importImage(IMAGES.resolve("operator-image.tar"));
    cluster.importImage(IMAGES.resolve("gateway-image.tar"));
    importAs(cluster, NEXT_VERSION);
    Region region =
        Region.install(
            cluster,
            RegionSpec.primary(PLACE.dnsName())
                .withOperator(RegionSpec.OperatorForm.PODS)
                .withProcesses(processes));
    cluster.kubectl("create", "namespace", TwoRegions.NAMESPACE).orThrow();
    EchoServer echo = EchoServer.start(URI.create(cluster.serverUrl()).getHost());
    OneRegion one = new OneRegion(echo, region, new Site(PLACE, region, processes));
    one.site.objects().apply(api(echo.url())).orThrow();
    return one;
  }

  /** The same gateway under another tag: an image that has changed. */
  private static void importAs(Cluster cluster, String version) {
    try {
      Path work = Files.createTempDirectory("image");
      try {
        Path layout = Files.createDirectory(work.resolve("layout"));
        String archive = IMAGES.resolve("gateway-image.tar").toString();
        Commands.check(List.of("tar", "-C", layout.toString(), "-xf", archive));
        for (String file : List.of("index.json", "manifest.json")) {
          Path names = layout.resolve(file);
          String text = Files.readString(names).replace(VERSION, version);
          Files.writeString(names, text);
        }
        Path next = work.resolve("next.tar");
        Commands.check(List.of("tar", "-C", layout.toString(), "-cf", next.toString(), "."));
        cluster.importImage(next);
      } finally {
        Trees.delete(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Site site() {
    return site;
  }

  /** Applies instance and location. */
  void apply(String version, int units, String availability) {
    site.objects()
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: ApiManagementInstance
            metadata: {name: contoso}
            spec:
              tier: Premium
              publisher: {name: Contoso, email: apis@contoso.example}
              gateway:
                version: "%s"
                replicaResources: {cpuMillicores: 20, memoryMebibytes: 256}
            ---
            apiVersion: apim.dev/v1alpha1
            kind: GatewayLocation
            metadata: {name: westus}
            spec:
              instanceRef: {name: contoso}
              region: West US
              cluster: westus
              units: %d
              availability: %s
            """
                .formatted(version, units, availability))
        .orThrow();
  }

  private static String api(URI backend) {
    return """
           apiVersion: apim.dev/v1alpha1
           kind: Backend
           metadata: {name: echo}
           spec: {instanceRef: {name: contoso}, url: "%s"}
           ---
           apiVersion: apim.dev/v1alpha1
           kind: Api
           metadata: {name: echo}
           spec: {instanceRef: {name: contoso}, path: echo, backend: {type: Ref, name: echo}}
           """
        .formatted(backend);
  }

  @Override
  public void close() {
    try {
      region.close();
    } finally {
      echo.close();
    }
  }
}
