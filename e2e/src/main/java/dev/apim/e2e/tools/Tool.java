package dev.apim.e2e.tools;

import java.util.List;
import java.util.Locale;

/**
 * A group of binaries that one pinned Go module builds. One module each: together they would put
 * etcd and the API server on versions of their dependencies that nobody has tested.
 */
public enum Tool {
  KUBERNETES(
      "v1.36.4",
      List.of(
          "kube-apiserver",
          "kube-controller-manager",
          "kube-scheduler",
          "kubelet",
          "kube-proxy",
          "kubectl"),
      "tool",
      // unstamped, charts that ask for a Kubernetes version are refused
      "-X k8s.io/component-base/version.gitVersion=v1.36.4"
          + " -X k8s.io/component-base/version.gitMajor=1"
          + " -X k8s.io/component-base/version.gitMinor=36"),
  ETCD("v3.6.14", List.of("etcd"), "go.etcd.io/etcd/server/v3", ""),
  KWOK("v0.8.0", List.of("kwok"), "tool", ""),
  HELM("v4.2.4", List.of("helm"), "tool", ""),
  ARGOCD("v3.2.6", List.of("argocd"), "github.com/argoproj/argo-cd/v3/cmd", "") {
    @Override
    List<String> folders() {
      return List.of("manifests/crds", "manifests/base/config");
    }
  },
  H2SPEC("v2.2.1", List.of("h2spec"), "tool", ""),
  PAUSE("v1", List.of("pause"), ".", "");

  private final String version;
  private final List<String> binaries;
  private final String target;
  private final String stamp;

  Tool(String version, List<String> binaries, String target, String stamp) {
    this.version = version;
    this.binaries = binaries;
    this.target = target;
    this.stamp = stamp;
  }

  /** Which tool brings the binary of that name. */
  static Tool of(String binary) {
    return List.of(values()).stream()
        .filter(tool -> tool.binaries.contains(binary))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no tool builds " + binary));
  }

  /** The name of its folder under {@code e2e/tools}. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  String version() {
    return version;
  }

  List<String> binaries() {
    return binaries;
  }

  /** What is handed to the Go compiler: the module's tools, or one package. */
  String target() {
    return target;
  }

  /** Folders of the module that are kept beside the binaries: what cannot be compiled in. */
  List<String> folders() {
    return List.of();
  }

  String linkerFlags() {
    return ("-s -w " + stamp).trim();
  }
}
