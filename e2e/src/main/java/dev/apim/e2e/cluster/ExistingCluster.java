package dev.apim.e2e.cluster;

import dev.apim.e2e.process.Trees;
import dev.apim.e2e.tools.Binaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The cluster that {@code KUBECONFIG} names, used only on the explicit word {@code
 * USE_EXISTING_CLUSTER=true}. Its nodes and control plane are nobody's to stop.
 */
final class ExistingCluster extends ReachableCluster {
  static final Set<Ability> ABILITIES = Set.of(Ability.REAL_PODS);

  private final String name;
  private final Path directory;
  private final ClusterAccess access;

  private ExistingCluster(String name, Path directory, ClusterAccess access) {
    this.name = name;
    this.directory = directory;
    this.access = access;
  }

  static boolean wanted() {
    return "true".equals(System.getenv("USE_EXISTING_CLUSTER"));
  }

  static String obstacle() {
    String kubeconfig = System.getenv("KUBECONFIG");
    return wanted() && kubeconfig != null && Files.isReadable(Path.of(kubeconfig))
        ? null
        : "an existing cluster needs KUBECONFIG and USE_EXISTING_CLUSTER=true";
  }

  /**
   * @param name as the test calls it
   */
  static ExistingCluster open(String name, Binaries binaries) {
    if (obstacle() != null) {
      throw new IllegalStateException(obstacle());
    }
    try {
      Path directory = Files.createTempDirectory("apim-existing");
      Path kubeconfig = Path.of(System.getenv("KUBECONFIG"));
      return new ExistingCluster(
          name, directory, new ClusterAccess(directory, kubeconfig, binaries));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  ClusterAccess access() {
    return access;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Ability> abilities() {
    return ABILITIES;
  }

  @Override
  public List<String> zones() {
    return access.zones();
  }

  @Override
  public void failZone(String zone) {
    throw refused();
  }

  @Override
  public void restoreZone(String zone) {
    throw refused();
  }

  @Override
  public Set<String> failedZones() {
    return Set.of();
  }

  @Override
  public void stopControlPlane() {
    throw refused();
  }

  @Override
  public void startControlPlane() {
    throw refused();
  }

  @Override
  public void killInPods(String commandPart) {
    throw refused();
  }

  @Override
  public AuditLog auditLog() {
    throw refused();
  }

  @Override
  public void importImage(Path archive) {
    throw refused();
  }

  @Override
  public void close() {
    access.close();
    Trees.delete(directory);
  }

  private static UnsupportedOperationException refused() {
    return new UnsupportedOperationException(
        "an existing cluster is not ours to break; a test that would says so with @Needs");
  }
}
