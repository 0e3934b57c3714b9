package dev.apim.e2e.junit;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterProvider;
import dev.apim.e2e.cluster.ClusterSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * One or more clusters of a test class's own, started side by side before its first test; for a
 * static {@code @RegisterExtension} field. Where they cannot be had the tests are skipped with the
 * reason; with {@code CI=true} they fail.
 */
public final class OwnClusters implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private final List<ClusterSpec> specs;
  private List<Cluster> clusters = List.of();

  private OwnClusters(List<ClusterSpec> specs) {
    this.specs = specs;
  }

  public static OwnClusters of(ClusterSpec... specs) {
    return new OwnClusters(List.of(specs));
  }

  /** The cluster of that name. */
  public Cluster get(String name) {
    return clusters.stream()
        .filter(cluster -> cluster.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no cluster " + name));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    ClusterProvider provider = ClusterProvider.detect();
    specs.forEach(spec -> Availability.require(provider, spec));
    boolean existing = provider.source() == ClusterProvider.Source.EXISTING;
    if (existing && specs.size() > 1) {
      throw new TestAbortedException(
          "needs " + specs.size() + " clusters; the existing one is one");
    }
    clusters = provider.startAll(specs);
    clusters.forEach(cluster -> ProductImages.offer(provider.source(), cluster));
    if (existing && !clusters.get(0).zones().containsAll(specs.get(0).zones())) {
      throw new TestAbortedException(
          "needs the zones " + specs.get(0).zones() + "; there are " + clusters.get(0).zones());
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      new FailureDump(context).write(clusters);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    List<Cluster> ending = new ArrayList<>(clusters);
    clusters = List.of();
    ending.forEach(Cluster::close);
  }
}
