package dev.apim.e2e.bench;

import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoRegions;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** From a change of {@code spec.units} to the last Deployment written. */
final class UnitsBench implements Bench {
  private static final List<Integer> UNITS = List.of(6, 9, 12, 9, 6, 3);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "units";
  }

  @Override
  public int samples() {
    return 200;
  }

  @Override
  public Figures run(TwoRegions regions, int samples, Consumer<String> progress) {
    Site site = regions.primary();
    Samples written = new Samples();
    Deployments deployments = new Deployments();
    try (Watch watch = deployments.watch(site)) {
      for (int i = 0; i < samples; i++) {
        int units = UNITS.get(i % UNITS.size());
        long start = System.nanoTime();
        regions.setUnits(site.location(), units);
        long end = deployments.awaitCount(units, LIMIT);
        written.add((end - start) / (double) TimeUnit.MILLISECONDS.toNanos(1));
        site.awaitExactly(units, LIMIT);
        progress.accept("%d of %d, to %d units".formatted(i + 1, samples, units));
      }
    }
    return new Figures(name()).with(written.millis()).with("samples", written.size());
  }

  /** The Deployments of a location, as the watch tells of them. */
  private static final class Deployments implements Watcher<Deployment> {
    private final Set<String> names = new HashSet<>();
    private long lastChange;

    Watch watch(Site site) {
      return site.cluster()
          .client()
          .apps()
          .deployments()
          .inNamespace(TwoRegions.NAMESPACE)
          .withLabel("apim.dev/location", site.location())
          .watch(this);
    }

    @Override
    public synchronized void eventReceived(Action action, Deployment deployment) {
      String name = deployment.getMetadata().getName();
      // removal begins with a mark when the replicas are to go first
      boolean there =
          action != Action.DELETED && deployment.getMetadata().getDeletionTimestamp() == null;
      if (there ? names.add(name) : names.remove(name)) {
        lastChange = System.nanoTime();
        notifyAll();
      }
    }

    /** When the number of Deployments became that. */
    synchronized long awaitCount(int count, Duration limit) {
      long end = System.nanoTime() + limit.toNanos();
      while (names.size() != count) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new IllegalStateException(
              names.size() + " Deployments, not " + count + ", after " + limit.toSeconds() + " s");
        }
        try {
          wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted", e);
        }
      }
      return lastChange;
    }

    @Override
    public void onClose(WatcherException cause) {
      throw new IllegalStateException("the watch ended", cause);
    }
  }
}
