package dev.apim.e2e.bench;

import dev.apim.e2e.proxy.ApiProxy;
import dev.apim.e2e.proxy.Interference;
import dev.apim.e2e.proxy.Verdict;
import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoRegions;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * One of three regions hangs: its API server takes connections and answers nothing. How much slower
 * are the others?
 */
final class IsolationBench implements Bench {

  @Override
  public String name() {
    return "isolation";
  }

  @Override
  public int samples() {
    return 60;
  }

  @Override
  public int regions() {
    return 3;
  }

  @Override
  public Figures run(TwoRegions regions, int samples, Consumer<String> progress) {
    List<Site> all = regions.sites();
    Site hanging = all.get(all.size() - 1);
    List<Site> others = all.subList(0, all.size() - 1);
    try (ApiProxy proxy = ApiProxy.of(hanging.cluster())) {
      lead(regions, hanging, proxy);
      Round base = new Round(regions, others, progress).measure("all-answer", samples);
      proxy.interfere(hang());
      progress.accept(hanging.place().displayName() + " hangs");
      Round hung = new Round(regions, others, progress).measure("one-hangs", samples);
      proxy.revive();
      return new Figures(name())
          .with("samples", samples)
          .with("all answer", base.total().millis())
          .with("one hangs", hung.comparedWith(base));
    }
  }

  private static Interference hang() {
    return request -> Verdict.of(Verdict.Kind.HANG);
  }

  /** The primary reaches it through the proxy from now on. */
  private static void lead(TwoRegions regions, Site site, ApiProxy proxy) {
    String cluster = site.region().clusterName();
    String token = site.cluster().serviceAccountToken(TwoRegions.NAMESPACE, "apim-push");
    Path file = Home.tree().resolve("e2e/target/processes/isolation.kubeconfig");
    try {
      regions
          .primary()
          .region()
          .writeKubeconfig(cluster, Files.readString(proxy.kubeconfig(file, token)));
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
