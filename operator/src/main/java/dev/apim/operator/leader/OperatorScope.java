package dev.apim.operator.leader;

import dev.apim.operator.config.Settings;
import dev.apim.operator.domain.scope.Claim;
import dev.apim.operator.domain.scope.ScopePlan;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The namespaces that this operator works in beside other operators of the cluster. The replica
 * that leads claims them before its first loop acts, by a Lease that the others read, and renews
 * the claim for as long as it runs. A claim outlives an upgrade, and a removed operator by five
 * minutes.
 */
@ApplicationScoped
public class OperatorScope {

  /** How soon to look again at an object that is left to another operator. */
  public static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private static final Logger LOG = Logger.getLogger(OperatorScope.class);
  private static final Duration VALID = Duration.ofMinutes(5);
  private static final String FIELD_MANAGER = "apim-operator-scope";

  private final Settings settings;
  private final KubernetesClient client;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, OperatorScope::thread);
  private volatile ScopePlan plan;

  OperatorScope(Settings settings, KubernetesClient client) {
    this.settings = settings;
    this.client = client;
  }

  /**
   * Whether this operator, and no other, works in a namespace. The first to ask waits for the claim
   * to be written.
   *
   * @throws KubernetesClientException where it cannot be written now
   */
  public boolean includes(String namespace) {
    return claimed().holder(namespace).isEmpty();
  }

  /** Who works where; empty as long as this replica has not claimed anything. */
  public Optional<ScopePlan> plan() {
    return Optional.ofNullable(plan);
  }

  /** Tells when another operator comes into this one's namespaces, or leaves. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @PreDestroy
  void stop() {
    executor.shutdownNow();
  }

  private ScopePlan claimed() {
    ScopePlan known = plan;
    return known == null ? claim() : known;
  }

  private synchronized ScopePlan claim() {
    if (plan != null) {
      return plan;
    }
    String owner = settings.operatorNamespace();
    List<String> namespaces = settings.watchNamespaces().orElse(List.of(Claim.ALL));
    List<Claim> there = claims();
    Optional<Claim> before = there.stream().filter(c -> c.owner().equals(owner)).findFirst();
    Claim own = Claim.of(owner, namespaces, before, there, VALID, Instant.now());
    write(own);
    plan = ScopePlan.of(own, claims(), Instant.now());
    executor.scheduleWithFixedDelay(
        this::renew, LOOK_AGAIN.toSeconds(), LOOK_AGAIN.toSeconds(), TimeUnit.SECONDS);
    tell();
    return plan;
  }

  /** A claim that ran out meanwhile may have gone to another, and is made anew. */
  private void renew() {
    try {
      Instant now = Instant.now();
      Claim own = plan.own();
      List<Claim> there = claims();
      Claim next = Claim.of(own.owner(), own.since().keySet(), Optional.of(own), there, VALID, now);
      write(next);
      boolean shared = plan.shared();
      ScopePlan before = plan;
      plan = ScopePlan.of(next, there, now);
      if (shared != plan.shared() || !before.message().equals(plan.message())) {
        tell();
      }
    } catch (KubernetesClientException e) {
      LOG.debugf("the claim of namespaces was not renewed: %s", e.getMessage());
    } catch (RuntimeException e) {
      // thrown on, it would end all renewals, and another operator would take the namespaces
      LOG.warnf("the claim of namespaces was not renewed: %s", e);
    }
  }

  private void tell() {
    if (plan.standsBack()) {
      LOG.infof("%s", plan.message());
    }
    listeners.forEach(Runnable::run);
  }

  private void write(Claim own) {
    client
        .resource(ScopeLease.of(own))
        .fieldManager(FIELD_MANAGER)
        .forceConflicts()
        .serverSideApply();
  }

  /** An account of an older chart may not read them; then the operator is taken to be alone. */
  private List<Claim> claims() {
    try {
      return client
          .leases()
          .inAnyNamespace()
          .withField("metadata.name", ScopeLease.NAME)
          .list()
          .getItems()
          .stream()
          .flatMap(lease -> ScopeLease.claim(lease).stream())
          .toList();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      LOG.debugf("other operators cannot be seen: %s", e.getMessage());
      return List.of();
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "scope");
    thread.setDaemon(true);
    return thread;
  }
}
