package dev.apim.e2e.region;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Where a load balancer would send requests of a region: what Kubernetes calls ready, a moment ago.
 */
public final class Endpoints implements AutoCloseable {
  private static final long PERIOD_MILLIS = 250;

  private final Site site;
  private final String path;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private volatile List<URI> now;

  /** Follows the region from now on. */
  public Endpoints(Site site, String path) {
    this.site = site;
    this.path = path;
    this.now = site.gateways(path);
    clock.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The targets at this moment. */
  public List<URI> now() {
    return now;
  }

  private void look() {
    try {
      now = site.gateways(path);
    } catch (KubernetesClientException e) {
      // nobody tells the load balancer of changes: it goes on with what it knows
      return;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
