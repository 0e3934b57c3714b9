package dev.apim.e2e.cluster;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.controlplane.ControlPlane;
import dev.apim.e2e.controlplane.ControlPlaneSettings;
import dev.apim.e2e.node.NodeNetwork;
import dev.apim.e2e.node.RealZone;
import dev.apim.e2e.node.SimulatedZone;
import dev.apim.e2e.node.Zone;
import dev.apim.e2e.node.ZoneSpec;
import dev.apim.e2e.pki.CertificateAuthority;
import dev.apim.e2e.process.Daemon;
import dev.apim.e2e.process.Trees;
import dev.apim.e2e.process.Watchdog;
import dev.apim.e2e.tools.Binaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster made of processes of this machine. Everything it is lies in one folder, so another JVM
 * can take it in hand.
 */
public final class LocalCluster extends ReachableCluster {
  private final Path directory;
  private final ClusterState state;
  private final ControlPlane controlPlane;
  private final List<Zone> zones = new ArrayList<>();
  private final NodeNetwork network;
  private final ClusterAccess access;
  private final AtomicBoolean closed = new AtomicBoolean();
  private Watchdog watchdog;

  private LocalCluster(Path directory, ClusterState state, Binaries binaries) {
    this.directory = directory;
    this.state = state;
    this.controlPlane = new ControlPlane(directory, state.controlPlane(), binaries);
    this.network = new NodeNetwork(state.controlPlane().network());
    this.access =
        new ClusterAccess(directory, controlPlane.credentials().kubeconfig("admin"), binaries);
    for (int i = 0; i < state.spec().zones().size(); i++) {
      zones.add(zone(i, binaries));
    }
  }

  /**
   * Creates the cluster in an empty folder and returns when its nodes are Ready; undoes itself on
   * failure. It lives on after this JVM.
   */
  public static LocalCluster start(Path directory, ClusterSpec spec, Binaries binaries) {
    LocalCluster cluster = prepare(directory, spec, binaries);
    cluster.create();
    return cluster;
  }

  /** As {@link #start}, for a cluster that ends with this JVM, whatever ends the JVM. */
  static LocalCluster startGuarded(Path directory, ClusterSpec spec, Binaries binaries) {
    LocalCluster cluster = prepare(directory, spec, binaries);
    cluster.watchdog = Watchdog.over(directory);
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "end of " + spec.name()));
    cluster.create();
    return cluster;
  }

  private static LocalCluster prepare(Path directory, ClusterSpec spec, Binaries binaries) {
    boolean real = spec.nodes() == ClusterSpec.Nodes.REAL;
    binaries.prepare("etcd", "kube-apiserver", real ? "pause" : "kwok");
    int number = new Networks().claim(directory);
    String address = real ? new NodeNetwork(number).gateway() : "127.0.0.1";
    ControlPlaneSettings settings =
        ControlPlaneSettings.create(spec.name(), address, number, real, spec.timings());
    ClusterState state = new ClusterState(spec, settings);
    state.write(directory);
    return new LocalCluster(directory, state, binaries);
  }

  private void create() {
    try {
      if (state.spec().nodes() == ClusterSpec.Nodes.REAL) {
        network.create();
      }
      controlPlane.create();
      startAll();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Takes a cluster in hand that another JVM started. */
  public static LocalCluster attach(Path directory, Binaries binaries) {
    return new LocalCluster(directory, ClusterState.read(directory), binaries);
  }

  /** Whether the folder holds a cluster. */
  public static boolean existsIn(Path directory) {
    return ClusterState.existsIn(directory);
  }

  /** Starts what is not running: control plane, then zones; returns when all nodes are Ready. */
  public void startAll() {
    controlPlane.start();
    zones.parallelStream().forEach(Zone::start);
    int wanted = state.spec().zones().size() * state.spec().nodesPerZone();
    await("nodes of " + name())
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> access.readyNodes() >= wanted);
  }

  /** Also starts what was never lost and has ended by itself, as after a restart of the machine. */
  @Override
  public void startRegion() {
    zones.forEach(Zone::restore);
    startAll();
  }

  public ClusterSpec spec() {
    return state.spec();
  }

  public Path directory() {
    return directory;
  }

  /** Whether the control plane's processes run. */
  public boolean running() {
    return controlPlane.running();
  }

  @Override
  public Remains remains() {
    return state.spec().nodes() == ClusterSpec.Nodes.REAL
        ? Remains.of(directory, network, state.controlPlane().network())
        : Remains.of(directory);
  }

  /** As long as its certificates: the lab is kept for days. */
  @Override
  Duration tokenLife() {
    return CertificateAuthority.VALID;
  }

  @Override
  ClusterAccess access() {
    return access;
  }

  @Override
  public String name() {
    return state.spec().name();
  }

  @Override
  public Set<Ability> abilities() {
    return abilities(state.spec().nodes());
  }

  static Set<Ability> abilities(ClusterSpec.Nodes nodes) {
    return nodes == ClusterSpec.Nodes.REAL
        ? EnumSet.allOf(Ability.class)
        : EnumSet.complementOf(EnumSet.of(Ability.REAL_PODS));
  }

  @Override
  public List<String> zones() {
    return state.spec().zones();
  }

  @Override
  public void failZone(String zone) {
    zone(zone).fail();
  }

  @Override
  public void restoreZone(String zone) {
    zone(zone).restore();
  }

  @Override
  public Set<String> failedZones() {
    return zones.stream().filter(Zone::failed).map(Zone::name).collect(Collectors.toSet());
  }

  @Override
  public void stopControlPlane() {
    controlPlane.stop();
  }

  @Override
  public void startControlPlane() {
    controlPlane.start();
    zones.forEach(Zone::reconnect);
  }

  @Override
  public void killInPods(String commandPart) {
    zones.forEach(zone -> zone.killInPods(commandPart));
  }

  @Override
  public AuditLog auditLog() {
    return new AuditLog(controlPlane.auditLog());
  }

  @Override
  public void importImage(Path archive) {
    zones.forEach(zone -> zone.importImage(archive));
  }

  @Override
  public List<Path> logs() {
    return Stream.concat(Stream.of(directory), zones.stream().flatMap(Zone::directories))
        .flatMap(folder -> Daemon.allIn(folder).stream())
        .map(Daemon::log)
        .filter(Files::exists)
        .toList();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    access.close();
    zones.parallelStream().forEach(Zone::stop);
    controlPlane.stop();
    network.remove();
    Trees.delete(directory);
    new Networks().release(state.controlPlane().network());
    if (watchdog != null) {
      watchdog.close();
    }
  }

  private Zone zone(String name) {
    return zones.stream()
        .filter(zone -> zone.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("zones are " + zones() + ", not " + name));
  }

  private Zone zone(int position, Binaries binaries) {
    ClusterSpec spec = state.spec();
    ZoneSpec zone =
        new ZoneSpec(
            spec.name(),
            spec.region(),
            spec.zones().get(position),
            position + 1,
            state.controlPlane().network(),
            spec.nodesPerZone(),
            spec.nodeSize());
    return spec.nodes() == ClusterSpec.Nodes.REAL
        ? new RealZone(directory, controlPlane, binaries, zone, network)
        : new SimulatedZone(directory, controlPlane, binaries, zone);
  }
}
