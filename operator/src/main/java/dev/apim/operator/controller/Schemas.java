package dev.apim.operator.controller;

import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.GatewayCluster;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.NamedValue;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.PolicyFragment;
import dev.apim.api.v1alpha1.Product;
import dev.apim.api.v1alpha1.Subscription;
import dev.apim.operator.domain.schema.FieldTree;
import dev.apim.operator.domain.schema.SchemaFindings;
import dev.apim.operator.observe.Answers;
import dev.apim.operator.observe.SchemaObserver;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Keeps what is written within what the CRDs of the cluster know. Server-side apply of a field that
 * an older CRD does not have fails as a whole, so that such fields are left out; that is told once,
 * at the GatewayCluster.
 */
@ApplicationScoped
public class Schemas {

  private static final Logger LOG = Logger.getLogger(Schemas.class);
  private static final long AGAIN_NANOS = Duration.ofMinutes(10).toNanos();
  private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
      List.of(
          ApiManagementInstance.class,
          GatewayLocation.class,
          GatewayCluster.class,
          GatewayConfiguration.class,
          Api.class,
          Backend.class,
          Policy.class,
          NamedValue.class,
          PolicyFragment.class,
          Product.class,
          Subscription.class);

  private final KubernetesClient client;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Known known;

  /** What was read at a time, by kind. */
  private record Known(Map<Class<?>, FieldTree> lacking, SchemaFindings findings, long nanos) {}

  Schemas(KubernetesClient client) {
    this.client = client;
  }

  /** A status without what the cluster has no field for; itself where nothing is lacking. */
  public <S> S fit(Class<? extends CustomResource<?, S>> kind, S status) {
    FieldTree there = known().lacking().get(kind);
    if (there == null || status == null) {
      return status;
    }
    @SuppressWarnings("unchecked")
    Class<S> type = (Class<S>) status.getClass();
    Object whole = client.getKubernetesSerialization().convertValue(status, Map.class);
    return client
        .getKubernetesSerialization()
        .convertValue(there.field("status").prune(whole), type);
  }

  /** How the CRDs differ from this version. */
  public SchemaFindings findings() {
    return known().findings();
  }

  /** Tells when they differ in another way than before. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Looks at the CRDs again where a failure says that they are others than before. */
  public void learn(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && cause.getMessage().contains(Answers.UNKNOWN_FIELD)) {
        read();
        return;
      }
    }
  }

  /** Loops wait for the first look only, and one of them has it; for a later one nobody waits. */
  private Known known() {
    Known now = known;
    if (now == null) {
      return first();
    }
    if (System.nanoTime() - now.nanos() > AGAIN_NANOS && looking.compareAndSet(false, true)) {
      Thread look = new Thread(this::again, "schemas");
      look.setDaemon(true);
      look.start();
    }
    return now;
  }

  private synchronized Known first() {
    return known == null ? read() : known;
  }

  private void again() {
    try {
      read();
    } finally {
      looking.set(false);
    }
  }

  private synchronized Known read() {
    Known before = known;
    Map<Class<?>, FieldTree> lacking = new HashMap<>();
    Map<String, Set<String>> missing = new HashMap<>();
    Map<String, Set<String>> unknown = new HashMap<>();
    for (Class<? extends CustomResource<?, ?>> kind : KINDS) {
      FieldTree there = fields(kind);
      FieldTree here = SchemaObserver.of(kind);
      Set<String> fields = here.beyond(there);
      missing.put(HasMetadata.getFullResourceName(kind), fields);
      unknown.put(HasMetadata.getFullResourceName(kind), there.beyond(here));
      if (!fields.isEmpty()) {
        lacking.put(kind, there);
      }
    }
    known = new Known(lacking, new SchemaFindings(missing, unknown), System.nanoTime());
    if (!known.findings().equals(before == null ? SchemaFindings.NONE : before.findings())) {
      LOG.infof("%s", known.findings().message());
      listeners.forEach(Runnable::run);
    }
    return known;
  }

  private FieldTree fields(Class<? extends CustomResource<?, ?>> kind) {
    try {
      CustomResourceDefinition crd =
          client
              .apiextensions()
              .v1()
              .customResourceDefinitions()
              .withName(HasMetadata.getFullResourceName(kind))
              .get();
      return crd == null
          ? FieldTree.ANYTHING
          : SchemaObserver.of(crd, HasMetadata.getVersion(kind));
    } catch (KubernetesClientException e) {
      LOG.debugf("the CRD of %s cannot be read: %s", kind.getSimpleName(), e.getMessage());
      return FieldTree.ANYTHING;
    }
  }
}
