package dev.apim.e2e.controlplane;

import dev.apim.e2e.pki.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Certificates and kubeconfigs of one control plane, under {@code pki} and beside it. */
public final class Credentials {
  private final Path directory;
  private final ControlPlaneSettings settings;

  Credentials(Path directory, ControlPlaneSettings settings) {
    this.directory = directory;
    this.settings = settings;
  }

  /** The user that the simulated nodes act as, so that the audit log tells them from people. */
  public static final String SIMULATION_USER = "simulation";

  void create() {
    Path pki = pki();
    CertificateAuthority cluster = CertificateAuthority.create(pki, "ca");
    Stream.<Runnable>of(
            () -> etcd(CertificateAuthority.create(pki, "etcd-ca")),
            () ->
                CertificateAuthority.create(pki, "front-proxy-ca")
                    .issue("front-proxy-client", "CN=front-proxy-client", List.of()),
            () -> cluster.issue("apiserver", "CN=kube-apiserver", apiServerNames()),
            // its own rights at kubelets are those of an administrator
            () ->
                cluster.issue(
                    "apiserver-kubelet-client",
                    "CN=kube-apiserver-kubelet-client,O=system:masters",
                    List.of()),
            () -> administrator(cluster),
            () -> user(cluster, "simulation", "CN=" + SIMULATION_USER + ",O=system:masters"),
            () -> user(cluster, "controller-manager", "CN=system:kube-controller-manager"),
            () -> user(cluster, "scheduler", "CN=system:kube-scheduler"),
            () -> user(cluster, "proxy", "CN=system:kube-proxy"),
            () -> CertificateAuthority.writeKeyPair(pki, "service-accounts"))
        .parallel()
        .forEach(Runnable::run);
  }

  /** Issues the certificate of a kubelet, for client and server use, and its kubeconfig. */
  public void createNode(CertificateAuthority cluster, String node, String address) {
    cluster.issue(
        "node-" + node, "CN=system:node:" + node + ",O=system:nodes", List.of(node, address));
    writePrivate(kubeconfig("node-" + node), clientKubeconfig("node-" + node));
  }

  /**
   * The kubeconfig file of a user: {@code admin}, {@code simulation}, {@code proxy}, {@code
   * node-NAME}.
   */
  public Path kubeconfig(String user) {
    return directory.resolve(user + ".kubeconfig");
  }

  public Path pki() {
    return directory.resolve("pki");
  }

  public Path file(String name) {
    return pki().resolve(name);
  }

  private void etcd(CertificateAuthority authority) {
    authority.issue("etcd", "CN=etcd", List.of("127.0.0.1"));
    authority.issue("apiserver-etcd-client", "CN=kube-apiserver-etcd-client", List.of());
  }

  private List<String> apiServerNames() {
    return Stream.of(
            "localhost",
            "kubernetes",
            "kubernetes.default",
            "kubernetes.default.svc",
            "kubernetes.default.svc.cluster.local",
            "127.0.0.1",
            settings.address(),
            settings.apiServiceAddress())
        .distinct()
        .toList();
  }

  private void administrator(CertificateAuthority authority) {
    authority.issueRsa("admin", "CN=admin,O=system:masters");
    writePrivate(kubeconfig("admin"), clientKubeconfig("admin"));
  }

  private void user(CertificateAuthority authority, String name, String distinguishedName) {
    authority.issue(name, distinguishedName, List.of());
    writePrivate(kubeconfig(name), clientKubeconfig(name));
  }

  private String clientKubeconfig(String certificate) {
    return kubeconfigText(
        "user: {client-certificate-data: %s, client-key-data: %s}"
            .formatted(base64(certificate + ".crt"), base64(certificate + ".key")));
  }

  private String kubeconfigText(String user) {
    return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: "%1$s"
          cluster: {server: "%2$s", certificate-authority-data: %3$s}
        users:
        - name: "%1$s"
          %4$s
        contexts:
        - name: "%1$s"
          context: {cluster: "%1$s", user: "%1$s"}
        current-context: "%1$s"
        """
        .formatted(settings.name(), settings.serverUrl(), base64("ca.crt"), user);
  }

  private String base64(String file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(file(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void writePrivate(Path file, String text) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
