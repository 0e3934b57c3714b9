package dev.apim.operator.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PushScope;
import dev.apim.operator.fixture.AnsweringServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Against a server that answers as the API server of a cluster that is built anew meanwhile. */
class RemoteClusterTest {

  private static final String LIST = "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}";

  private final AtomicInteger looks = new AtomicInteger();
  private final List<ClusterHealth> told = new CopyOnWriteArrayList<>();
  private AnsweringServer server;
  private RemoteCluster cluster;

  @BeforeEach
  void start() throws IOException {
    server = new AnsweringServer(this::answer);
    PushEnvironment environment =
        new PushEnvironment(
            new PushScope("identity-of-west", "west", "east"),
            new Publications(),
            null,
            name -> false,
            new NoListener());
    cluster =
        new RemoteCluster(
            "east",
            new Changes(),
            new Pusher(environment, new PushReports(key -> {})),
            key -> Optional.empty(),
            () -> {});
  }

  @AfterEach
  void stop() {
    cluster.close();
    server.close();
  }

  @Test
  @DisplayName("B67 a cluster that was built anew without the kinds is not told as reachable")
  void aClusterThatHasLostTheKindsIsNotReachable() {
    cluster.use(kubeconfig(), "apim");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(told)
                    .extracting(ClusterHealth::reason)
                    .containsSubsequence(Reason.Reachable, Reason.NoOperator));
    assertThat(cluster.health().reachable()).isFalse();
    assertThat(cluster.health().message()).startsWith("the kinds of apim.dev are not there");
  }

  private String kubeconfig() {
    return """
        apiVersion: v1
        kind: Config
        current-context: east
        contexts: [{name: east, context: {cluster: east, user: push}}]
        clusters: [{name: east, cluster: {server: "%s"}}]
        users: [{name: push, user: {token: secret}}]
        """
        .formatted(server.url());
  }

  /** From the second look at its identity on it is another cluster, which lacks our kinds. */
  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean watches = String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true");
    if (path.endsWith("/kube-system")) {
      String uid = looks.incrementAndGet() == 1 ? "first" : "second";
      AnsweringServer.answer(
          exchange,
          200,
          "{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":{\"uid\":\"" + uid + "\"}}");
    } else if (path.endsWith("/namespaces/apim")) {
      AnsweringServer.answer(
          exchange, 403, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":403}");
    } else if (path.equals("/version")) {
      AnsweringServer.answer(
          exchange, 200, "{\"major\":\"1\",\"minor\":\"36\",\"gitVersion\":\"v1.36.4\"}");
    } else if (path.equals("/readyz")) {
      AnsweringServer.answer(exchange, 200, "ok");
    } else if (looks.get() > 1 || watches) {
      AnsweringServer.answer(
          exchange, 404, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":404}");
    } else {
      AnsweringServer.answer(exchange, 200, LIST);
    }
  }

  private final class Changes implements RemoteCluster.Listener {

    @Override
    public void healthChanged() {
      told.add(cluster.health());
    }

    @Override
    public void objectChanged(HasMetadata object) {}
  }

  private static final class NoListener implements PushEnvironment.Listener {

    @Override
    public void pushed(InstanceKey key, long sequence, Duration lag) {}

    @Override
    public void rebuilt(InstanceKey key) {}
  }
}
