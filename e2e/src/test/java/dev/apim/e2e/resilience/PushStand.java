package dev.apim.e2e.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.proxy.ApiProxy;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * An instance with a location in each of two clusters. The operator of the primary, West US, speaks
 * to both API servers through proxies of ours.
 */
final class PushStand implements AutoCloseable {
  static final String NAMESPACE = "apim";
  static final String INSTANCE = "contoso";
  static final Duration LIMIT = Duration.ofSeconds(90);

  private final Cluster west;
  private final Cluster east;
  private final Path directory;
  private final Region secondary;
  private final ApiProxy here;
  private final ApiProxy there;
  private final OperatorProcess operator;
  private int edits;
  private int keys;

  private PushStand(Cluster west, Cluster east, String name) {
    this.west = west;
    this.east = east;
    this.directory = Home.tree().resolve("e2e/target/processes").resolve(name);
    this.secondary = Region.install(east, RegionSpec.secondary("eastasia", NAMESPACE));
    secondary.operator().orElseThrow().expectLog(".*");
    Region.installChart(west, RegionSpec.secondary("westus", NAMESPACE));
    this.here = ApiProxy.of(west);
    this.there = ApiProxy.of(east);
    this.operator = startOperator(name);
  }

  /**
   * Installs, connects, and publishes a first revision.
   *
   * @param name of the operator and of the folder of its files
   */
  static PushStand in(Cluster west, Cluster east, String name) {
    PushStand stand = new PushStand(west, east, name);
    stand.connect();
    stand.rotate();
    new Objects(west, NAMESPACE).apply(instance()).orThrow();
    stand.edit();
    stand.awaitArrival();
    return stand;
  }

  /** Another replica of the primary's operator; whoever has the Lease acts. */
  OperatorProcess startOperator(String name) {
    String token = west.serviceAccountToken(Region.SYSTEM, "apim-operator");
    Path file = here.kubeconfig(directory.resolve(name + ".kubeconfig"), token);
    return OperatorProcess.start(
            west,
            OperatorProcess.Settings.forTests(Region.SYSTEM, "westus", "apim-operator")
                .withName(name)
                .with("KUBECONFIG", file.toString()))
        .expectLog(".*");
  }

  /** West pushes through the proxy. */
  private void connect() {
    String token = east.serviceAccountToken(NAMESPACE, "apim-push");
    Path file = there.kubeconfig(directory.resolve("there.kubeconfig"), token);
    try {
      String text = Files.readString(file).indent(6);
      new Objects(west, Region.SYSTEM)
          .apply(
              """
              apiVersion: v1
              kind: Secret
              metadata: {name: eastasia-kubeconfig}
              stringData:
                kubeconfig: |
              %s---
              apiVersion: apim.dev/v1alpha1
              kind: GatewayCluster
              metadata: {name: eastasia}
              spec: {kubeconfigSecretRef: {name: eastasia-kubeconfig}, namespace: apim}
              """
                  .formatted(text))
          .orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Cluster west() {
    return west;
  }

  Cluster east() {
    return east;
  }

  /** East Asia, which the product's chart was installed in. */
  Region secondary() {
    return secondary;
  }

  /** Between the primary's operator and its own API server. */
  ApiProxy here() {
    return here;
  }

  /** Between the primary's operator and the other API server. */
  ApiProxy there() {
    return there;
  }

  OperatorProcess operator() {
    return operator;
  }

  Ledger ledger() {
    return new Ledger(NAMESPACE, INSTANCE, List.of(west, east));
  }

  /** Ends all interference. */
  void revive() {
    here.revive();
    there.revive();
  }

  /** Gives the Api another path. */
  void edit() {
    edits++;
    new Objects(west, NAMESPACE)
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: Api
            metadata: {name: orders}
            spec:
              instanceRef: {name: contoso}
              path: edit-%d
              backend: {type: Url, url: "http://backend.example"}
            """
                .formatted(edits))
        .orThrow();
  }

  /** Gives the secret that the instance uses another value, which travels in Secrets. */
  void rotate() {
    keys++;
    new Objects(west, NAMESPACE)
        .apply(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: partner}
            stringData: {key: key-%d}
            """
                .formatted(keys))
        .orThrow();
  }

  /** Waits until the last change is what both clusters have. */
  void awaitArrival() {
    await("edit " + edits + " and key " + keys + " in both clusters")
        .atMost(LIMIT)
        .until(this::hasArrived);
  }

  boolean hasArrived() {
    JsonNode published = pointer(west);
    return published.at("/active/inline").toString().contains("edit-" + edits + "\\\"")
        && published.equals(pointer(east))
        && Stream.of(west, east).allMatch(cluster -> parts(cluster).carry("key-" + keys));
  }

  /** Fails where what a cluster's pointer makes active is not all there. */
  void assertThatWhatIsActiveIsWhole() {
    for (Cluster cluster : List.of(west, east)) {
      assertThat(parts(cluster).fault()).as(cluster.name()).isEmpty();
    }
  }

  private ActiveParts parts(Cluster cluster) {
    return new ActiveParts(cluster, NAMESPACE, INSTANCE);
  }

  /** The spec of the pointer in a cluster. */
  JsonNode pointer(Cluster cluster) {
    return new Objects(cluster, NAMESPACE).get("apimconfig", INSTANCE).path("spec");
  }

  private static String instance() {
    return """
        apiVersion: apim.dev/v1alpha1
        kind: ApiManagementInstance
        metadata: {name: contoso}
        spec:
          tier: Premium
          publisher: {name: Contoso, email: apis@contoso.example}
          primaryLocation: west
        ---
        apiVersion: apim.dev/v1alpha1
        kind: GatewayLocation
        metadata: {name: west}
        spec: {instanceRef: {name: contoso}, region: West US, cluster: westus, hosting: SelfHosted}
        ---
        apiVersion: apim.dev/v1alpha1
        kind: GatewayLocation
        metadata: {name: east}
        spec: {instanceRef: {name: contoso}, region: East, cluster: eastasia, hosting: SelfHosted}
        ---
        apiVersion: apim.dev/v1alpha1
        kind: NamedValue
        metadata: {name: partner}
        spec: {instanceRef: {name: contoso}, secretRef: {name: partner, key: key}}
        """;
  }

  @Override
  public void close() {
    revive();
    try {
      operator.close();
    } finally {
      here.close();
      there.close();
      secondary.close();
    }
  }
}
