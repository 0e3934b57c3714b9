package dev.apim.operator.controller.cluster;

import dev.apim.api.v1alpha1.GatewayCluster;
import dev.apim.api.v1alpha1.GatewayClusterSpec;
import dev.apim.operator.config.Settings;
import dev.apim.operator.observe.Answers;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Makes the GatewayCluster of the operator's own cluster where there is none: the chart cannot,
 * since one release cannot bring a kind and an object of it. Every replica may; the first one does.
 */
@ApplicationScoped
class OwnGatewayCluster {

  private static final Logger LOG = Logger.getLogger(OwnGatewayCluster.class);
  private static final long RETRY_SECONDS = 2;

  private final Settings settings;
  private final KubernetesClient client;
  private final ScheduledThreadPoolExecutor executor;

  OwnGatewayCluster(Settings settings, KubernetesClient client) {
    this.settings = settings;
    this.client = client;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "own-cluster");
              thread.setDaemon(true);
              return thread;
            });
  }

  void onStart(@Observes StartupEvent event) {
    ensure();
  }

  /** Creates it, if it is not there; returns at once. */
  void ensure() {
    executor.execute(this::create);
  }

  private void create() {
    GatewayCluster cluster = new GatewayCluster();
    cluster.setMetadata(
        new ObjectMetaBuilder()
            .withName(settings.clusterName())
            .withNamespace(settings.operatorNamespace())
            .build());
    cluster.setSpec(new GatewayClusterSpec(null, null));
    try {
      client.resource(cluster).create();
      LOG.infof("GatewayCluster %s was created", settings.clusterName());
    } catch (KubernetesClientException e) {
      if (!Answers.isConflict(e) && !executor.isShutdown()) {
        LOG.infof(
            "GatewayCluster %s cannot be created yet: %s", settings.clusterName(), e.getMessage());
        executor.schedule(this::create, RETRY_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  @PreDestroy
  void stop() {
    executor.shutdownNow();
  }
}
