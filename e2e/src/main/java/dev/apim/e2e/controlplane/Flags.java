package dev.apim.e2e.controlplane;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of the four processes. */
final class Flags {
  private final Path directory;
  private final ControlPlaneSettings settings;
  private final Credentials credentials;

  Flags(Path directory, ControlPlaneSettings settings, Credentials credentials) {
    this.directory = directory;
    this.settings = settings;
    this.credentials = credentials;
  }

  List<String> etcd(Path binary) {
    String client = "https://127.0.0.1:" + settings.etcdPort();
    String peer = "http://127.0.0.1:" + settings.etcdPeerPort();
    return List.of(
        binary.toString(),
        "--name=" + settings.name(),
        "--data-dir=" + directory.resolve("etcd"),
        "--unsafe-no-fsync",
        "--log-level=warn",
        "--listen-client-urls=" + client,
        "--advertise-client-urls=" + client,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=" + settings.name() + "=" + peer,
        "--client-cert-auth",
        "--trusted-ca-file=" + pki("etcd-ca.crt"),
        "--cert-file=" + pki("etcd.crt"),
        "--key-file=" + pki("etcd.key"));
  }

  List<String> apiServer(Path binary, Path auditPolicy, Path auditLog) {
    List<String> argv = new ArrayList<>();
    argv.add(binary.toString());
    argv.addAll(storage());
    argv.addAll(serving());
    argv.addAll(identities());
    argv.addAll(proxying());
    argv.addAll(
        List.of(
            "--allow-privileged=true",
            "--profiling=false",
            "--service-cluster-ip-range=" + settings.serviceRange(),
            "--audit-policy-file=" + auditPolicy,
            "--audit-log-path=" + auditLog,
            "--audit-log-maxsize=1000",
            "--default-not-ready-toleration-seconds=" + settings.timings().tolerationSeconds(),
            "--default-unreachable-toleration-seconds=" + settings.timings().tolerationSeconds()));
    return argv;
  }

  private List<String> storage() {
    return List.of(
        "--etcd-servers=https://127.0.0.1:" + settings.etcdPort(),
        "--etcd-cafile=" + pki("etcd-ca.crt"),
        "--etcd-certfile=" + pki("apiserver-etcd-client.crt"),
        "--etcd-keyfile=" + pki("apiserver-etcd-client.key"));
  }

  private List<String> serving() {
    return List.of(
        "--bind-address=" + settings.address(),
        "--advertise-address=" + settings.address(),
        "--secure-port=" + settings.apiPort(),
        // a loopback address is refused as an endpoint; real pods need one
        "--endpoint-reconciler-type=" + (settings.realNodes() ? "lease" : "none"),
        "--tls-cert-file=" + pki("apiserver.crt"),
        "--tls-private-key-file=" + pki("apiserver.key"));
  }

  private List<String> identities() {
    return List.of(
        "--client-ca-file=" + pki("ca.crt"),
        "--anonymous-auth=false",
        "--authorization-mode=Node,RBAC",
        "--enable-admission-plugins=NodeRestriction",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + pki("service-accounts.pub"),
        "--service-account-signing-key-file=" + pki("service-accounts.key"));
  }

  private List<String> proxying() {
    return List.of(
        "--kubelet-client-certificate=" + pki("apiserver-kubelet-client.crt"),
        "--kubelet-client-key=" + pki("apiserver-kubelet-client.key"),
        "--kubelet-preferred-address-types=InternalIP",
        "--requestheader-client-ca-file=" + pki("front-proxy-ca.crt"),
        "--requestheader-allowed-names=front-proxy-client",
        "--requestheader-username-headers=X-Remote-User",
        "--requestheader-group-headers=X-Remote-Group",
        "--requestheader-extra-headers-prefix=X-Remote-Extra-",
        "--proxy-client-cert-file=" + pki("front-proxy-client.crt"),
        "--proxy-client-key-file=" + pki("front-proxy-client.key"));
  }

  List<String> controllerManager(Path binary) {
    List<String> argv = new ArrayList<>(client(binary, "controller-manager"));
    argv.addAll(
        List.of(
            "--secure-port=" + settings.controllerManagerPort(),
            "--service-account-private-key-file=" + pki("service-accounts.key"),
            "--root-ca-file=" + pki("ca.crt"),
            "--use-service-account-credentials=true",
            "--cluster-signing-cert-file=" + pki("ca.crt"),
            "--cluster-signing-key-file=" + pki("ca.key"),
            "--controllers=*,-bootstrap-signer-controller,-token-cleaner-controller,"
                + "-node-route-controller,-cloud-node-lifecycle-controller",
            "--allocate-node-cidrs=false",
            "--service-cluster-ip-range=" + settings.serviceRange(),
            "--node-monitor-period=" + settings.timings().monitorPeriodSeconds() + "s",
            "--node-monitor-grace-period=" + settings.timings().graceSeconds() + "s",
            // a thousand Deployments settle in minutes, not in a quarter of an hour
            "--kube-api-qps=100",
            "--kube-api-burst=200",
            "--node-eviction-rate=100",
            "--secondary-node-eviction-rate=100"));
    return argv;
  }

  List<String> scheduler(Path binary) {
    List<String> argv = new ArrayList<>(client(binary, "scheduler"));
    argv.add("--secure-port=" + settings.schedulerPort());
    argv.add("--kube-api-qps=200");
    argv.add("--kube-api-burst=400");
    return argv;
  }

  private List<String> client(Path binary, String user) {
    Path kubeconfig = credentials.kubeconfig(user);
    return List.of(
        binary.toString(),
        "--kubeconfig=" + kubeconfig,
        "--authentication-kubeconfig=" + kubeconfig,
        "--authorization-kubeconfig=" + kubeconfig,
        "--bind-address=127.0.0.1",
        "--leader-elect=false",
        "--profiling=false");
  }

  private Path pki(String file) {
    return credentials.file(file);
  }
}
