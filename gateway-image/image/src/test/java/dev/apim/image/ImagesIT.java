package dev.apim.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archives as packed, started as a container engine would. */
@EnabledOnOs(OS.LINUX)
class ImagesIT {

  private static final Path TARGET = Path.of("target");
  private static final String DATA = "/var/lib/apim";

  @TempDir Path work;

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "operator"})
  void filesBelongToRootAndCannotBeChangedByTheProcess(String image) {
    Archive archive = archive(image);

    assertThat(archive.content())
        .containsKeys("/opt/java/bin/java", "/etc/passwd", "/tmp", DATA)
        .allSatisfy(
            (path, entry) -> {
              long owner = entry.header().getLongUserId();
              assertThat(owner).as(path).isEqualTo(path.equals(DATA) ? FileTree.NONROOT : 0);
              assertThat(entry.header().getMode() & 06000).as("set-id of " + path).isZero();
              boolean writable = (entry.header().getMode() & 0022) != 0;
              assertThat(writable).as("writable: " + path).isEqualTo(path.equals("/tmp"));
              assertThat(entry.header().isSymbolicLink()).as(path).isFalse();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "operator"})
  void thereIsNoShellInIt(String image) {
    assertThat(archive(image).content().keySet()).noneMatch(p -> p.matches(".*/(sh|bash|busybox)"));
  }

  @Test
  void bothShareTheRuntimeLayer() {
    assertThat(archive("gateway").manifest().at("/layers/0/digest"))
        .isEqualTo(archive("operator").manifest().at("/layers/0/digest"));
  }

  @Test
  void gatewayLivesOnAReadOnlyRootAsNobody() throws Exception {
    int port = freePort();
    Map<String, String> settings =
        Map.of(
            "APIM_INSTANCE", "contoso",
            "APIM_LOCATION", "westus",
            "APIM_NAMESPACE", "default",
            "APIM_REGION", "West US",
            "APIM_REPLICA_NAME", "gateway-1",
            "APIM_HTTP_PORT", String.valueOf(freePort()),
            "APIM_MANAGEMENT_PORT", String.valueOf(port));

    comesUp(
        "gateway", DATA, settings, cluster -> status("http://127.0.0.1:" + port + "/live") == 200);
  }

  @Test
  void operatorComesUpOnAReadOnlyRootAsNobodyAndAsksForItsKinds() throws Exception {
    Map<String, String> settings =
        Map.of(
            "APIM_CLUSTER_NAME", "westus",
            "APIM_OPERATOR_NAMESPACE", "default",
            "APIM_LEADER_ELECTION", "false",
            "QUARKUS_HTTP_PORT", String.valueOf(freePort()));

    comesUp(
        "operator",
        "/tmp",
        settings,
        cluster -> cluster.asked().contains("/apis/apim.dev/v1alpha1/gatewaylocations"));
  }

  private void comesUp(
      String image, String writable, Map<String, String> settings, Predicate<BusyCluster> up)
      throws IOException {
    assumeTrue(Contained.obstacle() == null, Contained.obstacle());
    try (BusyCluster cluster = BusyCluster.start();
        Contained process =
            Contained.start(
                archive(image), work, writable, settings, Kubeconfig.text(cluster.address()))) {
      await(image + " comes up")
          .atMost(Duration.ofSeconds(60))
          .until(() -> !process.alive() || up.test(cluster));
      assertThat(process.alive()).as(process::log).isTrue();
      assertThat(process.account()).isEqualTo(String.valueOf(FileTree.NONROOT));
    }
  }

  private static int status(String address) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(3)).build();
    try {
      return HttpClient.newHttpClient()
          .send(request, HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Archive archive(String image) {
    return Archive.read(TARGET.resolve(image + "-image.tar"));
  }
}
