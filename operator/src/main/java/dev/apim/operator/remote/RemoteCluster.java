package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.sync.BackOff;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.observe.Answers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * One other cluster: the thread that connects to it, feels its pulse and compares, and the queue of
 * what is pushed to it. A new kubeconfig is proven before the old connection goes.
 */
final class RemoteCluster implements AutoCloseable {

  /** Hears what changes. */
  interface Listener {

    /** The health of the cluster. */
    void healthChanged();

    /** An object there. */
    void objectChanged(HasMetadata object);
  }

  private static final Logger LOG = Logger.getLogger(RemoteCluster.class);
  private static final long PULSE_MILLIS = 3_000;
  private static final int PULSES_PER_COMPARISON = 10;
  private static final int MISSED_PULSES = 2;

  private record Settings(String kubeconfig, String namespace) {}

  private final String name;
  private final Listener listener;
  private final Pusher pusher;
  private final Function<TargetKey, Optional<String>> objection;
  private final TargetQueue queue;
  private final Runnable markAll;
  private final ScheduledThreadPoolExecutor heart;
  private volatile Settings wanted;
  private volatile Settings used;
  private volatile Link link;
  private volatile ClusterHealth health = ClusterHealth.CONNECTING;
  private volatile Optional<PushProblem> problem = Optional.empty();
  private BackOff connecting = BackOff.NONE;
  private long notBefore = System.nanoTime();
  private int pulses;
  private int missed;

  private record PushProblem(InstanceKey key, ConnectionFailedException cause) {}

  /**
   * Makes the cluster without a connection.
   *
   * @param pusher pushes one instance
   * @param objection why a proven connection may not be used, for example that it leads to this
   *     very cluster
   * @param markAll marks all that might have to be pushed
   */
  RemoteCluster(
      String name,
      Listener listener,
      Pusher pusher,
      Function<TargetKey, Optional<String>> objection,
      Runnable markAll) {
    this.name = name;
    this.listener = listener;
    this.pusher = pusher;
    this.objection = objection;
    this.markAll = markAll;
    this.queue = new TargetQueue(name, this::push, this::pushFailed);
    this.heart = new ScheduledThreadPoolExecutor(1, Threads.named("cluster-" + name));
    this.heart.scheduleWithFixedDelay(
        this::beat, PULSE_MILLIS, PULSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Takes a kubeconfig; the same one again changes nothing. */
  void use(String kubeconfig, String namespace) {
    Settings settings = new Settings(kubeconfig, namespace);
    if (!settings.equals(wanted)) {
      wanted = settings;
      heart.execute(
          () -> {
            retryAtOnce();
            beat();
          });
    }
  }

  void mark(InstanceKey key) {
    queue.mark(key);
  }

  int queueDepth() {
    return queue.depth();
  }

  Optional<RemoteObjects> objects() {
    return Optional.ofNullable(link).map(Link::objects).filter(RemoteObjects::areSynced);
  }

  Optional<TargetKey> key() {
    return Optional.ofNullable(link).map(current -> current.connection().key());
  }

  Optional<GatewayLocation> location(String location) {
    return Optional.ofNullable(link).flatMap(current -> current.objects().location(location));
  }

  /** How the cluster is: what the pulse says, then what the last push met. */
  ClusterHealth health() {
    ClusterHealth pulse = health;
    return problem
        .filter(met -> pulse.reachable())
        .map(met -> pulse.failed(met.cause().reason(), met.cause().getMessage()))
        .orElse(pulse);
  }

  private void beat() {
    try {
      if (!Objects.equals(wanted, used)) {
        connect();
      }
      if (link != null) {
        pulse();
      }
    } catch (RuntimeException e) {
      // clients are closed under a beat that the end interrupts
      LOG.logf(
          heart.isShutdown() ? Logger.Level.DEBUG : Logger.Level.WARN,
          "cluster %s: %s",
          name,
          Answers.text(e));
    }
  }

  private void connect() {
    Settings settings = wanted;
    if (System.nanoTime() - notBefore < 0) {
      return;
    }
    try {
      Connection connection = Connection.open(settings.kubeconfig(), settings.namespace());
      Optional<String> refusal = objection.apply(connection.key());
      if (refusal.isPresent()) {
        connection.close();
        throw new ConnectionFailedException(Reason.KubeconfigInvalid, refusal.get());
      }
      replaceLink(connection);
      used = settings;
      connecting = BackOff.NONE;
      setHealth(ClusterHealth.good(connection, "the cluster answers"));
    } catch (ConnectionFailedException e) {
      connecting = connecting.failed();
      notBefore = System.nanoTime() + connecting.delay(0).toNanos();
      setHealth(
          link == null || used == null || !health.reachable()
              ? health.failed(e.reason(), e.getMessage())
              : ClusterHealth.good(
                  link.connection(),
                  "the cluster answers, by the former kubeconfig; the new one fails: "
                      + e.getMessage()));
    }
  }

  private void replaceLink(Connection connection) {
    Link before = link;
    link = new Link(connection, listener::objectChanged, this::synced);
    missed = 0;
    if (before != null) {
      before.close();
    }
  }

  private void synced() {
    markAll.run();
    listener.healthChanged();
  }

  private void pulse() {
    try {
      link.ping();
    } catch (KubernetesClientException e) {
      missed++;
      if (missed >= MISSED_PULSES) {
        ConnectionFailedException cause =
            RemoteErrors.connection(e, link.connection().key().namespace())
                .at(link.connection().client().getMasterUrl().toString());
        setHealth(health.failed(cause.reason(), cause.getMessage()));
      }
      return;
    }
    boolean silent = missed >= MISSED_PULSES;
    missed = 0;
    if (!health.reachable()) {
      recovered(silent);
    } else if (pulses++ % PULSES_PER_COMPARISON == 0) {
      compare();
    }
  }

  /**
   * Watches that have slept through an outage are not trusted: all is made anew.
   *
   * @param silent whether it has not answered before; one that does and still cannot be used is
   *     tried again after a while only
   */
  private void recovered(boolean silent) {
    used = null;
    if (silent) {
      retryAtOnce();
    }
    connect();
    problem = Optional.empty();
    queue.wake();
  }

  private void retryAtOnce() {
    connecting = BackOff.NONE;
    notBefore = System.nanoTime();
  }

  private void compare() {
    try {
      String identity = Connection.identity(link.connection().client());
      if (!identity.equals(link.connection().key().identity()) || !link.agreesWithLiveRead()) {
        LOG.infof("cluster %s was restored or its watches lag: reading it anew", name);
        used = null;
        retryAtOnce();
        connect();
      } else {
        link.writer().doubt();
        markAll.run();
      }
    } catch (ConnectionFailedException e) {
      setHealth(health.failed(e.reason(), e.getMessage()));
    } catch (KubernetesClientException e) {
      LOG.debugf("cluster %s: comparison failed: %s", name, Answers.text(e));
    }
  }

  private void push(InstanceKey key) {
    Link current = link;
    if (current == null || !health.reachable() || !current.objects().areSynced()) {
      return;
    }
    pusher.push(key, current.objects(), current.writer());
    if (problem.filter(met -> met.key().equals(key)).isPresent()) {
      problem = Optional.empty();
      listener.healthChanged();
    }
  }

  private void pushFailed(InstanceKey key, RuntimeException e) {
    LOG.warnf(
        "pushing %s/%s to cluster %s failed, trying again: %s",
        key.namespace(), key.name(), name, Answers.text(e));
    Optional<PushProblem> before = problem;
    Optional<PushProblem> met =
        key()
            .flatMap(target -> RemoteErrors.push(e, target.namespace()))
            .map(cause -> new PushProblem(key, cause));
    if (met.isPresent()) {
      problem = met;
      if (before.isEmpty()) {
        listener.healthChanged();
      }
    }
  }

  private void setHealth(ClusterHealth now) {
    boolean changed = !now.equals(health);
    health = now;
    if (changed) {
      LOG.infof("cluster %s: %s, %s", name, now.reason(), now.message());
      listener.healthChanged();
    }
  }

  @Override
  public void close() {
    heart.shutdownNow();
    queue.close();
    Link last = link;
    link = null;
    if (last != null) {
      last.close();
    }
  }
}
