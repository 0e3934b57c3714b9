package dev.apim.e2e.bench;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.load.Arrivals;
import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoRegions;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * From a change of the Api in West US until every gateway of both regions serves it, and the parts
 * of that way.
 */
final class PropagationBench implements Bench {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** Users do not edit in step with any of the product's clocks. */
  private static final int LONGEST_PAUSE_MILLIS = 1500;

  private static final long SEED = 1;

  private final Samples total = new Samples();
  private final Samples publish = new Samples();
  private final Samples push = new Samples();
  private final Samples serve = new Samples();

  @Override
  public String name() {
    return "propagation";
  }

  @Override
  public int samples() {
    return 100;
  }

  @Override
  public Figures run(TwoRegions regions, int samples, Consumer<String> progress) {
    Random random = new Random(SEED);
    try (Arrivals arrivals = new Arrivals();
        PointerWatch west = new PointerWatch(regions.primary());
        PointerWatch east = new PointerWatch(regions.secondary())) {
      for (int i = 0; i < samples; i++) {
        pause(Duration.ofMillis(500 + random.nextInt(LONGEST_PAUSE_MILLIS)));
        sample(regions, "bench-" + i, arrivals, west, east);
        if (i % 3 == 2) {
          progress.accept(
              "%d of %d, slowest %.0f ms".formatted(i + 1, samples, total.percentile(100)));
        }
      }
    }
    return figures();
  }

  private void sample(
      TwoRegions regions, String path, Arrivals arrivals, PointerWatch west, PointerWatch east) {
    List<URI> gateways = regions.gateways("/" + path + "/hello");
    long start = System.nanoTime();
    Map<URI, Double> seen = arrivals.after(() -> regions.setApiPath(path), gateways, LIMIT);
    if (seen.size() < gateways.size()) {
      throw new IllegalStateException("not served everywhere after " + LIMIT + ": " + seen);
    }
    // the watches run beside the gateways: what they tell may come a moment after the answer
    await("both watches").atMost(LIMIT).until(() -> west.moved() > start && east.moved() > start);
    total.add(slowest(seen, gateways));
    publish.add(millis(start, west.moved()));
    push.add(millis(west.moved(), east.moved()));
    serve.add(afterPointer(regions.primary(), path, seen, millis(start, west.moved())));
    serve.add(afterPointer(regions.secondary(), path, seen, millis(start, east.moved())));
  }

  private static double afterPointer(
      Site site, String path, Map<URI, Double> seen, double pointerMillis) {
    return Math.max(0, slowest(seen, site.gateways("/" + path + "/hello")) - pointerMillis);
  }

  private static double slowest(Map<URI, Double> seen, List<URI> gateways) {
    return gateways.stream().mapToDouble(seen::get).max().orElseThrow();
  }

  private static double millis(long from, long to) {
    return Math.max(0, (to - from) / (double) TimeUnit.MILLISECONDS.toNanos(1));
  }

  private static void pause(Duration time) {
    await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
  }

  private Figures figures() {
    Map<String, Object> legs = new LinkedHashMap<>();
    legs.put("publish", publish.millis());
    legs.put("push", push.millis());
    legs.put("serve", serve.millis());
    return new Figures(name())
        .with(total.millis())
        .with("samples", total.size())
        .with("legs", legs);
  }
}
