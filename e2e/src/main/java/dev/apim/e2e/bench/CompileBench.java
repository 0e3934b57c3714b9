package dev.apim.e2e.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a configuration of 10, 1,000 and 10,000 APIs costs the operator: the first compile after a
 * start, the compile after an edit of one API, what that edit writes, and the operator's memory.
 */
final class CompileBench implements ClusterBench {
  private static final List<Integer> SIZES = List.of(10, 1_000, 10_000);
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final double MEGABYTE = 1_000_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Integer> sizes;

  CompileBench() {
    this(SIZES);
  }

  /** With other numbers of APIs, in ascending order. */
  CompileBench(List<Integer> sizes) {
    this.sizes = sizes;
  }

  @Override
  public String name() {
    return "compile";
  }

  @Override
  public int samples() {
    return 20;
  }

  @Override
  public ClusterSpec cluster(int samples) {
    return ClusterSpec.named("compile").withNodesPerZone(1);
  }

  @Override
  public Figures run(Cluster cluster, int samples, Path processes, Consumer<String> progress) {
    Figures figures = new Figures(name()).with("edits", samples);
    RegionSpec spec = RegionSpec.primary("solo").withProcesses(processes);
    Region.installChart(cluster, spec);
    ApiSet apis = new ApiSet(cluster);
    apis.createInstance();
    for (int size : sizes) {
      apis.grow(size);
      progress.accept(size + " APIs are there");
      try (Region region = Region.attach(cluster, spec)) {
        figures.with(
            Integer.toString(size),
            measure(new Sight(cluster, region.operator().orElseThrow()), apis, size, samples));
      }
      progress.accept(size + " APIs: " + figures.get(Integer.toString(size)));
    }
    return figures;
  }

  private Map<String, Object> measure(Sight sight, ApiSet apis, int size, int edits) {
    Map<String, Object> row = new TreeMap<>();
    sight.awaitServed(size);
    row.put("fullMs", Samples.tenth(sight.metric("max") * 1000));
    sight.awaitQuiet();
    Samples compile = new Samples();
    Samples bytes = new Samples();
    for (int i = 1; i <= edits; i++) {
      Map<String, Integer> before = sight.parts();
      double count = sight.metric("count");
      double sum = sight.metric("sum");
      String hash = sight.hash();
      int edited = i % size;
      apis.edit(edited, size + i);
      await("edit " + i).atMost(LIMIT).until(() -> !sight.hash().equals(hash));
      double compiles = sight.metric("count") - count;
      compile.add((sight.metric("sum") - sum) * 1000 / compiles);
      Map<String, Integer> after = sight.parts();
      after.keySet().removeAll(before.keySet());
      bytes.add(after.values().stream().mapToInt(Integer::intValue).sum() + sight.pointerBytes());
    }
    row.put("editMs", Samples.tenth(compile.percentile(50)));
    row.put("editMostMs", Samples.tenth(compile.percentile(100)));
    row.put("bytesPerEdit", Math.round(bytes.percentile(50)));
    row.put("rssMb", Samples.tenth(sight.operator().residentBytes() / MEGABYTE));
    row.put("peakRssMb", Samples.tenth(sight.operator().peakResidentBytes() / MEGABYTE));
    return row;
  }

  /** What the bench sees of the cluster and of the operator. */
  private final class Sight {
    private final Cluster cluster;
    private final OperatorProcess operator;
    private final Objects objects;

    Sight(Cluster cluster, OperatorProcess operator) {
      this.cluster = cluster;
      this.operator = operator;
      this.objects = new Objects(cluster, ApiSet.NAMESPACE);
    }

    OperatorProcess operator() {
      return operator;
    }

    /** Waits until a compile has come to its end since the start. */
    void awaitServed(int size) {
      await(size + " APIs")
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> metric("count") > 0 && !hash().isEmpty());
    }

    /** Waits until nothing has been compiled for a while. */
    void awaitQuiet() {
      double[] seen = {-1};
      await("no compile")
          .atMost(LIMIT)
          .pollInterval(QUIET)
          .until(
              () -> {
                double count = metric("count");
                boolean same = count == seen[0];
                seen[0] = count;
                return same;
              });
    }

    String hash() {
      return pointer().at("/spec/active/hash").asText();
    }

    int pointerBytes() {
      return pointer().toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private JsonNode pointer() {
      return objects.get("GatewayConfiguration", ApiSet.INSTANCE);
    }

    /** Sizes of buckets and manifests by name. */
    Map<String, Integer> parts() {
      Map<String, Integer> parts = new TreeMap<>();
      for (String kind : new String[] {"ConfigurationBucket", "ConfigurationSnapshot"}) {
        cluster
            .client()
            .genericKubernetesResources("apim.dev/v1alpha1", kind)
            .inNamespace(ApiSet.NAMESPACE)
            .list()
            .getItems()
            .forEach(
                part -> {
                  Map<?, ?> spec = (Map<?, ?>) part.getAdditionalProperties().get("spec");
                  Object content =
                      spec.get("gzip") == null ? spec.get("manifest") : spec.get("gzip");
                  parts.put(part.getMetadata().getName(), content.toString().length());
                });
      }
      return parts;
    }

    double metric(String suffix) {
      Matcher matcher =
          Pattern.compile("apim_configuration_compile_seconds_" + suffix + "\\S* ([0-9.E-]+)")
              .matcher(metrics());
      return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }

    private String metrics() {
      try {
        return http.send(
                HttpRequest.newBuilder(operator.url("/q/metrics")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
      } catch (IOException e) {
        return "";
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
