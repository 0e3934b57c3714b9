package dev.apim.e2e.cluster;

import dev.apim.e2e.process.CommandResult;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A whole Kubernetes cluster under a test's control.
 *
 * <p>What a kind of cluster cannot do throws {@link UnsupportedOperationException}; ask {@link
 * #abilities()} first.
 */
public interface Cluster extends AutoCloseable {
  /** What not every kind of cluster can do. */
  enum Ability {
    /** {@link #failZone} and {@link #restoreZone}. */
    ZONE_OUTAGE,
    /** {@link #stopControlPlane} and {@link #startControlPlane}. */
    CONTROL_PLANE_OUTAGE,
    /** {@link #auditLog}. */
    AUDIT_LOG,
    /** Pods are processes that answer requests. */
    REAL_PODS
  }

  String name();

  Set<Ability> abilities();

  /** A client with all rights, shared; closed with the cluster. */
  KubernetesClient client();

  /** The administrator's kubeconfig. */
  Path kubeconfig();

  /** A kubeconfig, whole in itself, that authenticates by the bearer token. */
  String kubeconfigWithToken(String token);

  /** {@link #kubeconfigWithToken} in a file that ends with the cluster. */
  Path kubeconfigFor(String token);

  /** A token of the service account, valid for a day or longer. */
  String serviceAccountToken(String namespace, String name);

  String serverUrl();

  /** Values of the zone label, in order. */
  List<String> zones();

  /** All nodes of the zone fall silent, pods included. */
  void failZone(String zone);

  void restoreZone(String zone);

  /** Zones that are silent now. */
  Set<String> failedZones();

  /** Kills API server, etcd, controllers and scheduler; nodes and their pods are left alone. */
  void stopControlPlane();

  /** Starts them again with all data and returns when they serve. */
  void startControlPlane();

  /** The whole region is lost: all zones fall silent, then the control plane is killed. */
  default void stopRegion() {
    zones().forEach(this::failZone);
    stopControlPlane();
  }

  /** Undoes {@link #stopRegion}, with all data. */
  default void startRegion() {
    startControlPlane();
    zones().forEach(this::restoreZone);
  }

  /**
   * Kills, with no warning, every process in the cluster's pods whose command line holds the text;
   * its kubelet starts the container again, with or without a control plane.
   */
  void killInPods(String commandPart);

  AuditLog auditLog();

  /** Loads an image archive (OCI or Docker) into every node. */
  void importImage(Path archive);

  /** Runs kubectl as administrator. */
  CommandResult kubectl(String... arguments);

  /** Runs helm as administrator. */
  CommandResult helm(String... arguments);

  /** Where logs of the cluster's own processes lie, for dumps; may be absent. */
  default List<Path> logs() {
    return List.of();
  }

  /** What this machine has of it; to be asked for before {@link #close}, and looked at after. */
  default Remains remains() {
    return Remains.none();
  }

  @Override
  void close();
}
