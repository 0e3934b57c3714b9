package dev.apim.e2e.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.Snapshot;
import dev.apim.e2e.app.GatewayProcess;
import dev.apim.e2e.cluster.AuditEntry;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.junit.Needs;
import dev.apim.e2e.junit.SharedCluster;
import dev.apim.e2e.junit.TestNamespace;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A self-hosted gateway, with the token and the rights of its location, on a real API server. */
@SharedCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelfHostedGatewayIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer backend;

  @BeforeAll
  void startBackend() throws IOException {
    backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.createContext(
        "/",
        exchange -> {
          byte[] answer = exchange.getRequestURI().toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    backend.start();
  }

  @AfterAll
  void stopBackend() {
    backend.stop(0);
  }

  private String backendUrl(String path) {
    return "http://127.0.0.1:" + backend.getAddress().getPort() + path;
  }

  private ConfigurationDocument document(String basePath) {
    return Publisher.document(List.of(Publisher.api("orders", "orders", backendUrl(basePath))));
  }

  private static GatewayProcess.Settings settings(TestNamespace namespace) {
    return GatewayProcess.Settings.forTests(
        "self-1", namespace.name(), Publisher.INSTANCE, Publisher.LOCATION, "West US");
  }

  private String get(URI uri) {
    try {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e.toString();
    }
  }

  private void awaitAnswer(GatewayProcess gateway, String answer) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> get(gateway.url("/orders/7")).equals(answer));
  }

  private static Lease lease(Cluster cluster, TestNamespace namespace) {
    return cluster.client().leases().inNamespace(namespace.name()).withName("self-1").get();
  }

  private static String annotation(Cluster cluster, TestNamespace namespace, String name) {
    Lease lease = lease(cluster, namespace);
    return lease == null ? "" : lease.getMetadata().getAnnotations().get("apim.dev/" + name);
  }

  @Test
  @DisplayName("B53 B20 a self-hosted gateway serves, follows a change and acknowledges it")
  void servesFollowsAndAcknowledges(Cluster cluster, TestNamespace namespace) {
    Publisher publisher = new Publisher(cluster, namespace.name());
    Instant start = Instant.now();
    Snapshot first = publisher.publish(document("/v1"), 1);
    try (GatewayProcess gateway = GatewayProcess.start(cluster, settings(namespace))) {
      gateway.awaitReady();
      assertThat(get(gateway.url("/orders/7?a=b"))).isEqualTo("/v1/7?a=b");
      assertThat(get(gateway.url("/stock"))).contains("Resource not found");
      await()
          .atMost(SOON)
          .until(() -> first.hash().equals(annotation(cluster, namespace, "revision")));
      Lease lease = lease(cluster, namespace);
      assertThat(lease.getMetadata().getLabels())
          .containsEntry("apim.dev/instance", "contoso")
          .containsEntry("apim.dev/location", "west")
          .containsEntry("apim.dev/component", "gateway");
      assertThat(lease.getSpec().getHolderIdentity()).isEqualTo("self-1");
      assertThat(lease.getSpec().getLeaseDurationSeconds()).isEqualTo(150);
      long published = System.nanoTime();
      Snapshot second = publisher.publish(document("/v2"), 1);
      awaitAnswer(gateway, "/v2/7");
      assertThat(Duration.ofNanos(System.nanoTime() - published)).isLessThan(Duration.ofSeconds(3));
      await()
          .atMost(Duration.ofSeconds(8))
          .until(() -> second.hash().equals(annotation(cluster, namespace, "revision")));
      assertThat(annotation(cluster, namespace, "sequence")).isEqualTo("2");
      assertThat(annotation(cluster, namespace, "errors")).isEmpty();
      assertThat(Instant.parse(annotation(cluster, namespace, "activated-at")))
          .isBetween(start, Instant.now());
    }
    assertThat(lease(cluster, namespace).getSpec().getLeaseDurationSeconds()).isEqualTo(1);
    if (cluster.abilities().contains(Cluster.Ability.AUDIT_LOG)) {
      assertThat(requests(cluster, namespace, start)).isNotEmpty().allMatch(e -> e.code() != 403);
    }
  }

  private static List<AuditEntry> requests(
      Cluster cluster, TestNamespace namespace, Instant start) {
    String user = "system:serviceaccount:" + namespace + ":" + Publisher.ACCOUNT;
    return cluster.auditLog().since(start).stream()
        .filter(entry -> entry.user().equals(user))
        .toList();
  }

  @Test
  @Needs(Cluster.Ability.AUDIT_LOG)
  @DisplayName("B53 of a large configuration only the part that changed travels again")
  void onlyWhatChangedTravels(Cluster cluster, TestNamespace namespace) {
    Publisher publisher = new Publisher(cluster, namespace.name());
    List<ApiEntry> apis =
        new ArrayList<>(
            IntStream.range(0, 2_000)
                .mapToObj(i -> Publisher.api("a" + i, "p" + i, backendUrl("/" + i)))
                .toList());
    apis.add(Publisher.api("orders", "orders", backendUrl("/v1")));
    Instant start = Instant.now();
    Snapshot first = publisher.publish(Publisher.document(apis), 8);
    assertThat(first.fitsInline()).isFalse();
    try (GatewayProcess gateway = GatewayProcess.start(cluster, settings(namespace))) {
      gateway.awaitReady();
      assertThat(get(gateway.url("/p1999/x"))).isEqualTo("/1999/x");
      apis.set(2_000, Publisher.api("orders", "orders", backendUrl("/v2")));
      publisher.publish(Publisher.document(apis), 8);
      awaitAnswer(gateway, "/v2/7");
    }
    assertThat(requests(cluster, namespace, start))
        .filteredOn(entry -> entry.resource().equals("configurationbuckets"))
        .as("all buckets once, then the one that changed")
        .hasSize(first.buckets().size() + 1);
  }

  @Test
  @Needs(Cluster.Ability.CONTROL_PLANE_OUTAGE)
  @DisplayName("B79 B121 without its API server a gateway serves, and starts from its copy")
  void servesAndStartsWithoutItsApiServer(Cluster cluster, TestNamespace namespace) {
    Publisher publisher = new Publisher(cluster, namespace.name());
    publisher.publish(document("/v1"), 1);
    try (GatewayProcess gateway = GatewayProcess.start(cluster, settings(namespace))) {
      gateway.awaitReady();
      cluster.stopControlPlane();
      try {
        assertThat(get(gateway.url("/orders/7"))).isEqualTo("/v1/7");
        gateway.kill();
        gateway.startAgain();
        assertThat(get(gateway.url("/orders/7"))).isEqualTo("/v1/7");
        assertThat(get(gateway.url("/status-0123456789abcdef"))).isEmpty();
      } finally {
        cluster.startControlPlane();
      }
      publisher.publish(document("/v2"), 1);
      awaitAnswer(gateway, "/v2/7");
    }
  }

  @Test
  void anAccountThatWasReplacedNeedsOnlyItsNewTokenInTheFile(
      Cluster cluster, TestNamespace namespace, @TempDir Path directory) throws IOException {
    Publisher publisher = new Publisher(cluster, namespace.name());
    publisher.publish(document("/v1"), 1);
    Path token = directory.resolve("token");
    Files.writeString(token, cluster.serviceAccountToken(namespace.name(), Publisher.ACCOUNT));
    Path kubeconfig =
        Files.writeString(
            directory.resolve("kubeconfig"),
            cluster
                .kubeconfigWithToken("TOKEN")
                .replaceFirst("\"?token\"?: *\"?TOKEN\"?", "tokenFile: token"));
    GatewayProcess.Settings settings =
        settings(namespace)
            .with("KUBECONFIG", kubeconfig.toString())
            .with("APIM_RELIST_SECONDS", "1");
    try (GatewayProcess gateway = GatewayProcess.start(cluster, settings)) {
      gateway.awaitReady();
      cluster
          .client()
          .serviceAccounts()
          .inNamespace(namespace.name())
          .withName(Publisher.ACCOUNT)
          .delete();
      // an API server remembers for some seconds that a token was good
      await()
          .atMost(SOON.multipliedBy(2))
          .until(() -> Files.readString(gateway.log()).contains("answered 401"));
      publisher.grant();
      Files.writeString(token, cluster.serviceAccountToken(namespace.name(), Publisher.ACCOUNT));
      Snapshot second = publisher.publish(document("/v2"), 1);
      awaitAnswer(gateway, "/v2/7");
      await()
          .atMost(SOON)
          .until(() -> second.hash().equals(annotation(cluster, namespace, "revision")));
      await()
          .atMost(SOON)
          .until(() -> Files.readString(gateway.log()).contains("The configuration can be read"));
    }
  }
}
