package dev.apim.e2e.node;

import dev.apim.e2e.controlplane.Credentials;
import dev.apim.e2e.pki.CertificateAuthority;
import dev.apim.e2e.process.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The configuration files of one real node, from templates. */
final class NodeFiles {
  private static final Path CNI_RESULTS = Path.of("/var/lib/cni/results");

  /** Records are named NETWORK-CONTAINER-INTERFACE, and our networks' names are apimX-node-Y. */
  private static final int CONTAINER_FIELD = 3;

  private static final Pattern POD_NAMESPACE = Pattern.compile("/netns/(cni-[0-9a-f-]+)");

  private final Path directory;
  private final NodeNetwork network;
  private final int number;
  private final String name;
  private final Credentials credentials;

  NodeFiles(Path directory, NodeNetwork network, int number, String name, Credentials credentials) {
    this.directory = directory;
    this.network = network;
    this.number = number;
    this.name = name;
    this.credentials = credentials;
  }

  void write() {
    try {
      Files.createDirectories(directory.resolve("cni"));
      credentials.createNode(
          CertificateAuthority.load(credentials.pki(), "ca"), name, network.address(number));
      fill("containerd.toml", containerd());
      fill("kubelet.yaml", kubelet());
      fill("kube-proxy.yaml", proxy());
      fill("cni.conflist", directory.resolve("cni/10-apim.conflist"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path containerd() {
    return directory.resolve("containerd.toml");
  }

  Path kubelet() {
    return directory.resolve("kubelet.yaml");
  }

  Path proxy() {
    return directory.resolve("kube-proxy.yaml");
  }

  Path socket() {
    return directory.resolve("containerd.sock");
  }

  /** An image archive with the pause binary. */
  Path pauseImage(Path binary) {
    return ImageArchive.write(
        directory.resolve("pause.tar"), "apim.local/pause:1", binary, "/pause");
  }

  /** Network namespaces of this node's pods, as the network plugins wrote them down. */
  List<String> podNamespaces() {
    return records().stream()
        .map(NodeFiles::text)
        .map(POD_NAMESPACE::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  void removeNetworkRecords() {
    for (Path record : records()) {
      String container = record.getFileName().toString().split("-")[CONTAINER_FIELD];
      listed(name -> name.contains(container)).forEach(Trees::delete);
    }
  }

  private List<Path> records() {
    return listed(name -> name.startsWith(network.namespace(number) + "-"));
  }

  private static List<Path> listed(Predicate<String> wanted) {
    if (!Files.isDirectory(CNI_RESULTS)) {
      return List.of();
    }
    try (var files = Files.list(CNI_RESULTS)) {
      return files.filter(file -> wanted.test(file.getFileName().toString())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill(String template, Path target) throws IOException {
    try (InputStream source =
        NodeFiles.class.getResourceAsStream("/dev/apim/e2e/node/" + template)) {
      String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      for (var value : values().entrySet()) {
        text = text.replace("@" + value.getKey() + "@", value.getValue());
      }
      Files.writeString(target, text);
    }
  }

  private Map<String, String> values() {
    return Map.of(
        "directory", directory.toString(),
        "node", name,
        "namespace", network.namespace(number),
        "address", network.address(number),
        "dns", network.dnsAddress(),
        "podRange", network.podRange(number),
        "podRanges", network.podRanges(),
        "ca", credentials.file("ca.crt").toString(),
        "certificate", credentials.file("node-" + name).toString(),
        "proxyKubeconfig", credentials.kubeconfig("proxy").toString());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
