package dev.apim.e2e.bench;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoRegions;
import java.time.Duration;
import java.util.function.Consumer;

/** Resident memory of an operator and of a gateway that have nothing to do. */
final class RssBench implements Bench {
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final double MEGABYTE = 1_000_000;

  @Override
  public String name() {
    return "rss";
  }

  @Override
  public int samples() {
    return 15;
  }

  @Override
  public Figures run(TwoRegions regions, int samples, Consumer<String> progress) {
    Site site = regions.primary();
    Samples operator = new Samples();
    Samples gateway = new Samples();
    for (int i = 0; i < samples; i++) {
      await().pollDelay(BETWEEN).atMost(BETWEEN.plusSeconds(5)).until(() -> true);
      operator.add(site.region().operator().orElseThrow().residentBytes() / MEGABYTE);
      gateway.add(site.selfHosted().get(0).residentBytes() / MEGABYTE);
      progress.accept("%d of %d".formatted(i + 1, samples));
    }
    return new Figures(name())
        .with("operatorMb", Samples.tenth(operator.percentile(50)))
        .with("gatewayMb", Samples.tenth(gateway.percentile(50)))
        .with("samples", samples);
  }
}
