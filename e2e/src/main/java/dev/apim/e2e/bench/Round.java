package dev.apim.e2e.bench;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.load.Arrivals;
import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoRegions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Edits the example's Api again and again, and measures how long each edit takes to every gateway
 * of some regions, and where that time goes.
 */
final class Round {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** More than the second of the product's own pace, and in step with none of its clocks. */
  private static final int SHORTEST_PAUSE_MILLIS = 1100;

  private static final int LONGEST_MORE_MILLIS = 900;
  private static final long SEED = 1;

  /** A gateway tells of a revision at most every five seconds; not every edit waits for that. */
  private static final int ONE_IS_TOLD_OF = 10;

  private final TwoRegions regions;
  private final List<Site> sites;
  private final Consumer<String> progress;
  private final Samples total = new Samples();
  private final Map<String, Samples> legs = new LinkedHashMap<>();

  /**
   * The legs: "watch" is from the edit to the compiled revision and holds "compile", "publish" the
   * writes in the primary, "push" those in all others, "swap" from the pointer to a gateway's
   * answer, "acknowledge" from there to the Lease.
   *
   * @param sites the regions whose gateways count
   */
  Round(TwoRegions regions, List<Site> sites, Consumer<String> progress) {
    this.regions = regions;
    this.sites = sites;
    this.progress = progress;
    List.of("watch", "compile", "publish", "push", "swap", "acknowledge")
        .forEach(leg -> legs.put(leg, new Samples()));
  }

  /** Measures so many edits, after two that warm up. */
  Round measure(String prefix, int samples) {
    Random random = new Random(SEED);
    OperatorMeter compile = new OperatorMeter(regions.primary());
    try (Arrivals arrivals = new Arrivals();
        Trails trails = new Trails(sites)) {
      for (int i = -2; i < samples; i++) {
        pause(random);
        double compiled = compile.millis();
        long count = compile.count();
        Instant start = Instant.now();
        String path = prefix + "-" + (i + 2);
        Map<Site, Double> served = arrive(arrivals, path);
        if (i >= 0) {
          total.add(slowest(served.values()));
          boolean told = i % ONE_IS_TOLD_OF == 0;
          Trails.Trail trail = trails.after(path, told, LIMIT);
          split(trail, start, served);
          legs.get("compile").add(compile.millisSince(compiled, count));
          tell(i + 1, samples);
        }
      }
    }
    return this;
  }

  /** The slowest gateway of each region. */
  private Map<Site, Double> arrive(Arrivals arrivals, String path) {
    Map<Site, List<URI>> gateways = new LinkedHashMap<>();
    sites.forEach(site -> gateways.put(site, site.gateways("/" + path + "/hello")));
    List<URI> all = gateways.values().stream().flatMap(List::stream).toList();
    Map<URI, Double> seen = arrivals.after(() -> regions.setApiPath(path), all, LIMIT);
    if (seen.size() < all.size()) {
      throw new IllegalStateException("not served everywhere after " + LIMIT + ": " + seen);
    }
    Map<Site, Double> served = new LinkedHashMap<>();
    gateways.forEach(
        (site, uris) -> served.put(site, slowest(uris.stream().map(seen::get).toList())));
    return served;
  }

  private static double slowest(Collection<Double> times) {
    return times.stream().mapToDouble(time -> time).max().orElseThrow();
  }

  private void split(Trails.Trail trail, Instant start, Map<Site, Double> served) {
    legs.get("watch").add(millis(start, trail.publishedAt()));
    legs.get("publish").add(millis(trail.publishedAt(), trail.movedHere()));
    legs.get("push").add(millis(trail.movedHere(), trail.movedLast()));
    double swap = 0;
    for (Site site : sites) {
      swap = Math.max(swap, served.get(site) - millis(start, trail.moved().get(site.location())));
    }
    legs.get("swap").add(swap);
    trail.acknowledgedMillis().ifPresent(legs.get("acknowledge")::add);
  }

  private static double millis(Instant from, Instant to) {
    return Math.max(
        0, Duration.between(from, to).toNanos() / (double) TimeUnit.MILLISECONDS.toNanos(1));
  }

  private void tell(int done, int samples) {
    if (done % 3 == 0) {
      progress.accept("%d of %d, slowest %.0f ms".formatted(done, samples, total.percentile(100)));
    }
  }

  private static void pause(Random random) {
    Duration time = Duration.ofMillis(SHORTEST_PAUSE_MILLIS + random.nextInt(LONGEST_MORE_MILLIS));
    await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
  }

  Samples total() {
    return total;
  }

  /** Median and 99th percentile of each leg. */
  Map<String, Object> legs() {
    Map<String, Object> figures = new LinkedHashMap<>();
    legs.forEach((name, samples) -> figures.put(name, samples.millis()));
    return figures;
  }

  /** The same as a multiple of another round. */
  Map<String, Object> comparedWith(Round base) {
    Map<String, Object> figures = new LinkedHashMap<>(total.millis());
    figures.put("p50Ratio", ratio(base, 50));
    figures.put("p99Ratio", ratio(base, 99));
    return figures;
  }

  private double ratio(Round base, double percent) {
    return Math.round(100 * total.percentile(percent) / base.total.percentile(percent)) / 100.0;
  }
}
